import { enliven } from './graph-view.ts';

const canvas = document.getElementById('canvas');
const drawing = document.querySelector<SVGSVGElement>('#drawing');
if (canvas !== null && drawing !== null) enliven(canvas, drawing);

// A sheet of paper cannot be unfolded.
addEventListener('beforeprint', () => {
  for (const each of document.querySelectorAll('details')) each.open = true;
});
