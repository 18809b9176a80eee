// Answers are kept while they are typed, and what we understood of them is shown beside them.
// Without this file each screen is kept when one goes on.

const form = document.querySelector("[data-report]");
const state = form?.querySelector("[data-state]");
let timer;
let asked = null;
let builder = false;
const placed = new Map(); // what came last, before free dates were put into it

function place(answer) {
  const page = new DOMParser().parseFromString(answer, "text/html");
  for (const fresh of page.querySelectorAll("[data-live]")) {
    const old = document.getElementById(fresh.id);
    const said = fresh.innerHTML;
    // A status that says the same again would be read aloud again.
    if (old && (placed.get(fresh.id) ?? old.innerHTML) !== said) {
      old.replaceChildren(...fresh.childNodes);
      placed.set(fresh.id, said);
    }
  }
  const built = page.querySelector("[data-fill]");
  if (built) form.elements[built.dataset.fill].value = built.getAttribute("value");
  const address = page.querySelector("[data-action]")?.dataset.action;
  if (address && form.getAttribute("action") !== address) {
    form.setAttribute("action", address);
    history.replaceState(null, "", address);
  }
}

// Free dates take longer than the rest of the advice, so they come after it.
async function free(signal) {
  const place = form.querySelector("[data-free]");
  if (!place) return;
  const answer = await fetch(place.dataset.free, { signal });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.childNodes);
  delete place.dataset.free;
}

async function keep() {
  asked?.abort();
  asked = new AbortController();
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  if (builder) body.set("build", "1");
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body,
      headers: { "X-Autosave": "1" },
      signal: asked.signal,
    });
    if (!answer.ok) throw new Error(answer.status);
    place(await answer.text());
    state.textContent = form.dataset.saved;
    free(asked.signal).catch(() => {}); // they are an extra: without them nothing is lost
  } catch (error) {
    if (error.name !== "AbortError") state.textContent = form.dataset.failed;
  } finally {
    asked = null;
  }
}

if (form) {
  let going = false;
  form.addEventListener("input", ({ target }) => {
    if (going || target.type === "file") return;
    builder = Boolean(target.closest("[data-builder]"));
    clearTimeout(timer);
    timer = setTimeout(keep, 600);
  });
  form.addEventListener("submit", (event) => {
    if (going) return event.preventDefault(); // a second tap on the same button
    going = true;
    clearTimeout(timer);
    asked?.abort();
  });
  addEventListener("pageshow", () => (going = false));
}
