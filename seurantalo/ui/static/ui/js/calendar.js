// From day to day with the arrow keys, from one period to the next with Page Up and Page Down or a
// swipe. Without this file every day and both neighbours are links.

const table = document.querySelector("[data-calendar]");
const days = [...(table?.querySelectorAll("[id^='pv-'] .month-day") ?? [])];
const dateOf = (link) => link.closest("[id^='pv-']").id.slice(3);

// Which day to go on from is told by a hash that is no id: the browser would take the focus to that.
function neighbour(rel, day) {
  const link = document.querySelector(`a[rel="${rel}"]`);
  if (link) location.assign(link.href + (day ? `#d-${day}` : ""));
}

function shifted(day, by) {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + by);
  return moved.toISOString().slice(0, 10);
}

function take(link) {
  for (const each of days) each.tabIndex = each === link ? 0 : -1;
}

function go(from, by) {
  const wanted = shifted(dateOf(from), by);
  const to = days.find((link) => link.checkVisibility?.() !== false && dateOf(link) === wanted);
  if (to) {
    take(to);
    to.focus();
  } else neighbour(by < 0 ? "prev" : "next", wanted);
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function pressed(event) {
  const day = event.target.closest?.(".month-day");
  if (!day || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const here = dateOf(day);
  const weekday = (new Date(`${here}T12:00:00Z`).getUTCDay() + 6) % 7;
  const by = { ...STEPS, Home: -weekday, End: 6 - weekday }[event.key];
  if (by) go(day, by);
  else if (event.key === "PageUp") neighbour("prev", "");
  else if (event.key === "PageDown") neighbour("next", "");
  else if (by === undefined) return;
  event.preventDefault();
}

if (days.length) {
  const asked = days.find((link) => location.hash === `#d-${dateOf(link)}`);
  const visible = (link) => link.checkVisibility?.() !== false;
  take(asked ?? days.find((link) => link.ariaCurrent || link.hasAttribute("aria-current")) ?? days.find(visible));
  asked?.focus();
  table.addEventListener("keydown", pressed);
  table.addEventListener("focusin", ({ target }) => target.matches(".month-day") && take(target));
  const help = document.querySelector("[data-calendar-keys]");
  if (help && matchMedia("(hover: hover)").matches) help.hidden = false;
}

// A swipe is a long, level stroke of one finger that did not begin at the edge, where the phone's
// own gestures are, nor on something that scrolls sideways. Nothing is animated.
const EDGE = 24;
const LONG = 80;
let began = null;

const sideways = (element) =>
  element.closest?.(".months-scroll, .lanes-scroll, select, input") !== null;

document.querySelector("[data-swipe]")?.addEventListener(
  "touchstart",
  ({ touches, target }) => {
    const { clientX: x, clientY: y } = touches[0];
    const mine = touches.length === 1 && x > EDGE && x < innerWidth - EDGE && !sideways(target);
    began = mine ? { x, y } : null;
  },
  { passive: true },
);
document.querySelector("[data-swipe]")?.addEventListener("touchend", ({ changedTouches }) => {
  if (!began || String(getSelection())) return;
  const [dx, dy] = [changedTouches[0].clientX - began.x, changedTouches[0].clientY - began.y];
  began = null;
  if (Math.abs(dx) > LONG && Math.abs(dx) > 3 * Math.abs(dy)) neighbour(dx > 0 ? "prev" : "next", "");
});
