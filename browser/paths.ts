/** The boxes and arrows of a drawing: which are chosen, which are hidden, and where the keys go. */
export class Paths {
  readonly #boxes = new Map<string, SVGGElement>();
  readonly #arrows: readonly SVGPathElement[];
  readonly #below = new Map<string, string[]>();
  readonly #above = new Map<string, string[]>();
  readonly #hidden = new Set<string>();

  constructor(drawing: SVGSVGElement) {
    for (const box of drawing.querySelectorAll<SVGGElement>('.box')) {
      box.setAttribute('role', 'button');
      box.setAttribute('tabindex', this.#boxes.size === 0 ? '0' : '-1');
      box.setAttribute('aria-pressed', 'false');
      this.#boxes.set(box.dataset.id ?? '', box);
    }
    this.#arrows = [...drawing.querySelectorAll<SVGPathElement>('.arrow')];
    for (const { dataset } of this.#arrows) {
      const { from = '', to = '' } = dataset;
      this.#below.set(from, [...(this.#below.get(from) ?? []), to]);
      this.#above.set(to, [...(this.#above.get(to) ?? []), from]);
    }
  }

  /** The box that something belongs to. */
  idOf(target: EventTarget | null): string | undefined {
    return target instanceof Element ? target.closest<SVGGElement>('.box')?.dataset.id : undefined;
  }

  /** Dims all but a card and its paths up and down; with undefined nothing is dimmed. Says what is shown. */
  choose(id: string | undefined): string {
    const below = id === undefined ? new Set<string>() : reach(id, this.#below);
    const above = id === undefined ? new Set<string>() : reach(id, this.#above);
    const isDim = (each: string) => id !== undefined && !below.has(each) && !above.has(each);
    for (const [each, box] of this.#boxes) {
      box.classList.toggle('dim', isDim(each));
      box.classList.toggle('chosen', each === id);
      box.setAttribute('aria-pressed', String(each === id));
    }
    for (const arrow of this.#arrows) {
      const { from = '', to = '' } = arrow.dataset;
      const isOn = (below.has(from) && below.has(to)) || (above.has(from) && above.has(to));
      arrow.classList.toggle('dim', id !== undefined && !isOn);
    }
    if (id === undefined) return '';
    this.#take(id);
    const name = this.#boxes.get(id)?.querySelector('title')?.textContent ?? '';
    return `${name}. Below it in the drawing: ${below.size - 1}; above it: ${above.size - 1}.`;
  }

  /** Shows or hides the cards of a state, with their arrows. */
  show(state: string, isShown: boolean): void {
    if (isShown) this.#hidden.delete(state);
    else this.#hidden.add(state);
    const isOff = (id: string) => this.#hidden.has(this.#boxes.get(id)?.dataset.state ?? '');
    for (const [id, box] of this.#boxes) box.classList.toggle('off', isOff(id));
    for (const arrow of this.#arrows) {
      const { from = '', to = '' } = arrow.dataset;
      arrow.classList.toggle('off', isOff(from) || isOff(to));
    }
    const first = [...this.#boxes.keys()].find((id) => !isOff(id));
    if (first !== undefined) this.#take(first);
  }

  /** Goes to a neighbour by an arrow key, or chooses with Enter or Space; false for any other key. */
  move(event: KeyboardEvent, choose: (id: string) => void): boolean {
    const id = this.idOf(event.target);
    if (id === undefined) return false;
    if (event.key === 'Enter' || event.key === ' ') {
      choose(id);
      return true;
    }
    const next = this.#next(id, event.key);
    if (next !== undefined) {
      this.#take(next);
      this.#boxes.get(next)?.focus();
      this.#boxes.get(next)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    return event.key.startsWith('Arrow');
  }

  #next(id: string, key: string): string | undefined {
    const isOn = (each: string) => this.#boxes.get(each)?.classList.contains('off') === false;
    if (key === 'ArrowRight') return this.#below.get(id)?.find(isOn);
    if (key === 'ArrowLeft') return this.#above.get(id)?.find(isOn);
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
    const from = this.#place(id);
    const sign = key === 'ArrowDown' ? 1 : -1;
    const beyond = [...this.#boxes.keys()].filter(
      (each) =>
        isOn(each) &&
        Math.abs(this.#place(each).x - from.x) < 120 &&
        (this.#place(each).y - from.y) * sign > 0,
    );
    return beyond.sort((a, b) => (this.#place(a).y - this.#place(b).y) * sign)[0];
  }

  #place(id: string): { readonly x: number; readonly y: number } {
    const matrix = this.#boxes.get(id)?.transform.baseVal.getItem(0).matrix;
    return { x: matrix?.e ?? 0, y: matrix?.f ?? 0 };
  }

  /** Makes a box the one that the Tab key comes to. */
  #take(id: string): void {
    for (const [each, box] of this.#boxes) box.setAttribute('tabindex', each === id ? '0' : '-1');
  }
}

function reach(from: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([from]);
  for (const each of found) for (const other of next.get(each) ?? []) found.add(other);
  return found;
}
