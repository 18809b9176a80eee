// Suggestions while typing (ARIA 1.2 combobox), speaking instead of typing, and "near me".
// Without this file the fields are plain fields of a plain form.

let serial = 0;

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `suggestions-${++serial}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    input.setAttribute(name, value);

  let items = [];
  let active = -1;
  let asked = null;
  let timer;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (item) => {
    close();
    if (item.url) return location.assign(item.url);
    input.value = item.q ?? item.label;
    input.form.requestSubmit();
  };
  const mark = (index) => {
    active = (index + items.length) % items.length;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i === active));
    const option = list.children[active];
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const draw = () => {
    list.replaceChildren(
      ...items.map((item, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        icon.setAttribute("class", "icon");
        icon.setAttribute("aria-hidden", "true");
        const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
        use.setAttribute("href", `${input.dataset.icons}#${item.type}`);
        icon.append(use);
        const label = document.createElement("span");
        label.textContent = item.label;
        option.append(icon, label);
        if (item.detail) {
          const detail = document.createElement("small");
          detail.textContent = item.detail;
          option.append(detail);
        }
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(item));
        return option;
      }),
    );
    if (!items.length) return close();
    list.hidden = false;
    active = -1;
    input.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    asked?.abort();
    const words = input.value.trim();
    if (words.length < 2) {
      items = [];
      return close();
    }
    asked = new AbortController();
    const url = new URL(input.dataset.suggest, location);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { signal: asked.signal });
      if (!answer.ok) return;
      items = await answer.json();
      if (document.activeElement === input) draw();
    } catch {
      // Offline or overtaken by the next letter: the form works without suggestions.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden && items.length;
    if (event.key === "ArrowDown" && items.length) list.hidden ? draw() : mark(active + 1);
    else if (event.key === "ArrowUp" && open) mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && open && active >= 0) choose(items[active]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
  });
}

function voice(button) {
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  if (!Recognition) return;
  const input = document.getElementById(button.dataset.voice);
  button.hidden = false;
  button.addEventListener("click", () => {
    const ear = new Recognition();
    ear.lang = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[document.documentElement.lang] ?? "fi-FI";
    button.setAttribute("aria-pressed", "true");
    ear.onresult = (event) => {
      input.value = event.results[0][0].transcript;
      input.form.requestSubmit();
    };
    ear.onend = () => button.setAttribute("aria-pressed", "false");
    ear.start();
  });
}

function nearMe(button) {
  if (!navigator.geolocation) return;
  const form = button.closest("form");
  const input = document.getElementById(button.dataset.near);
  const field = (name) => {
    const hidden = form.elements[name] ?? document.createElement("input");
    hidden.type = "hidden";
    hidden.name = name;
    form.append(hidden);
    return hidden;
  };
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Three decimals is about a hundred metres: near enough, and not a home address.
        field("lat").value = coords.latitude.toFixed(3);
        field("lon").value = coords.longitude.toFixed(3);
        input.value = "";
        form.requestSubmit();
      },
      () => {
        const status = document.getElementById("status");
        status.textContent = button.dataset.refused;
        input.focus();
      },
      { maximumAge: 600000, timeout: 8000 },
    ),
  );
}

document.querySelectorAll("[data-suggest]").forEach(combobox);
document.querySelectorAll("[data-voice]").forEach(voice);
document.querySelectorAll("[data-near]").forEach(nearMe);
