/** A picture is one stop of the Tab key; inside of it arrow keys go from thing to thing, and Enter inspects. */

const TARGETS = 'main [data-target]:not([aria-hidden=true] *)';
/** Words that are explained are things too, but a picture is not entered at one. */
const THINGS = `${TARGETS}, main .term`;
let stop: Element | null = null;

/** Makes the thing that last had the focus, else the first one, the only stop of the Tab key. */
export function keepOneTabStop(): void {
  const all = document.querySelectorAll(THINGS);
  if (stop?.isConnected !== true) stop = document.querySelector(TARGETS) ?? all[0] ?? null;
  for (const thing of all) {
    const index = thing === stop ? '0' : '-1';
    if (thing.getAttribute('tabindex') !== index) thing.setAttribute('tabindex', index);
  }
}

/** Whether the key was an arrow up or down, or Enter on what is no button. */
export function rove(event: KeyboardEvent, focus: Element): boolean {
  if (event.key === 'Enter' && focus.tagName !== 'BUTTON' && focus.matches(THINGS)) {
    focus.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return true;
  }
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const all = things();
  if (by === 0 || all.length === 0) return false;
  const at = all.indexOf(focus);
  const next = at < 0 ? all.indexOf(stop ?? all[0]!) : at + by;
  stop = all[(next + all.length) % all.length] ?? null;
  keepOneTabStop();
  if (stop instanceof HTMLElement || stop instanceof SVGElement) stop.focus();
  event.preventDefault();
  return true;
}

/** Asks the page for its layout: not for every frame. */
function things(): readonly Element[] {
  return [...document.querySelectorAll(THINGS)].filter(
    (thing) => thing instanceof SVGElement || (thing instanceof HTMLElement && thing.offsetParent !== null),
  );
}
