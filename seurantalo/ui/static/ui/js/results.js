// Filters take effect at once: htmx asks for the same page and puts its results in place.
import "htmx.org/dist/htmx.esm.min.js";

// An address carries only what was asked.
document.addEventListener("htmx:config:request", ({ detail }) => {
  const form = detail.ctx.request.body;
  if (!(form instanceof FormData)) return;
  for (const [name, value] of [...form]) if (value === "") form.delete(name);
});

document.addEventListener("htmx:after:swap", () => {
  const heading = document.querySelector(".results-head h2");
  if (heading) document.getElementById("status").textContent = heading.textContent.trim();
});
