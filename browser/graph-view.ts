import { Paths } from './paths.ts';

const STEP = 1.25;
const LEAST = 0.1;
const MOST = 3;
/** Below this the titles cannot be read, so that is how small a drawing starts at most. */
const LEGIBLE = 0.75;

/** Makes a drawing zoom, move, filter and show the paths of a card. Without it the drawing scrolls and reads as well. */
export function enliven(canvas: HTMLElement, drawing: SVGSVGElement): void {
  const { width, height } = drawing.viewBox.baseVal;
  const paths = new Paths(drawing);
  const tools = document.getElementById('tools');
  const status = document.getElementById('told');
  const clear = tools?.querySelector<HTMLButtonElement>('[data-do=clear]');
  let scale = 1;

  const zoom = (wanted: number, at?: { readonly x: number; readonly y: number }): void => {
    const next = Math.min(MOST, Math.max(LEAST, wanted));
    const around = at ?? { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 };
    const left = ((canvas.scrollLeft + around.x) * next) / scale - around.x;
    const top = ((canvas.scrollTop + around.y) * next) / scale - around.y;
    scale = next;
    drawing.setAttribute('width', String(width * scale));
    drawing.setAttribute('height', String(height * scale));
    canvas.scrollTo(left, top);
  };
  const fitting = () =>
    Math.min(1, (canvas.clientWidth - 2) / width, Math.max(240, innerHeight * 0.75) / height);
  const choose = (id: string | undefined): void => {
    const said = paths.choose(id);
    if (status !== null) status.textContent = said;
    if (clear) clear.disabled = id === undefined;
  };
  const actions: Readonly<Record<string, () => void>> = {
    in: () => zoom(scale * STEP),
    out: () => zoom(scale / STEP),
    fit: () => zoom(fitting()),
    clear: () => choose(undefined),
  };
  const keys: Readonly<Record<string, string>> = {
    '+': 'in',
    '=': 'in',
    '-': 'out',
    '0': 'fit',
    Escape: 'clear',
  };

  tools?.removeAttribute('hidden');
  tools?.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement) actions[target.dataset.do ?? '']?.();
  });
  tools?.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement) paths.show(target.value, target.checked);
  });
  canvas.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = canvas.getBoundingClientRect();
      zoom(scale * 1.0015 ** -event.deltaY, { x: event.clientX - left, y: event.clientY - top });
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys[event.key];
    if (action !== undefined) actions[action]?.();
    else if (!paths.move(event, choose)) return;
    event.preventDefault();
  });
  drag(canvas, (target) => choose(paths.idOf(target)));
  canvas.classList.add('live');
  zoom(Math.max(LEGIBLE, fitting()));
  // The first box is that of a goal.
  const goal = drawing.querySelector('.box')?.getBoundingClientRect();
  if (goal !== undefined)
    canvas.scrollTo(0, goal.top - canvas.getBoundingClientRect().top - canvas.clientHeight / 2);
}

/** Moves what is scrolled along with a mouse; one that was not moved has clicked. */
function drag(canvas: HTMLElement, click: (target: EventTarget | null) => void): void {
  let from: { x: number; y: number; moved: boolean } | undefined;
  canvas.addEventListener('mousedown', (event) => {
    if (event.button === 0) from = { x: event.clientX, y: event.clientY, moved: false };
  });
  addEventListener('mousemove', (event) => {
    if (from === undefined) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(x, y) < 4) return;
    event.preventDefault();
    canvas.scrollBy(-x, -y);
    from = { x: event.clientX, y: event.clientY, moved: true };
  });
  addEventListener('mouseup', () => {
    if (from?.moved === true) {
      // The click that follows in this same turn, if any, was no click.
      const swallow = (event: Event) => event.stopPropagation();
      addEventListener('click', swallow, { capture: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }));
    }
    from = undefined;
  });
  canvas.addEventListener('click', ({ target }) => click(target));
}
