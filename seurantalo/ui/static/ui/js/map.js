// The map of the results: points from the same query. Tiles only when a server is set.
import { circleMarker, featureGroup, map as leaflet, tileLayer } from "leaflet";
import "leaflet/dist/leaflet.css";

const box = document.querySelector("[data-points]");

const colour = (name) => getComputedStyle(box).getPropertyValue(name).trim();

function popup({ name, url, detail }) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = name;
  const text = document.createElement("p");
  text.textContent = detail ?? "";
  const content = document.createElement("div");
  content.append(link, text);
  return content;
}

async function draw() {
  const answer = await fetch(box.dataset.points);
  if (!answer.ok) return;
  const { features } = await answer.json();
  const { zoomIn, zoomOut, tiles, attribution, zoom } = box.dataset;
  box.hidden = false;
  const map = leaflet(box, { scrollWheelZoom: false, zoomControl: false });
  map.attributionControl.setPrefix(false);
  if (tiles) tileLayer(tiles, { attribution, maxZoom: Number(zoom) }).addTo(map);
  const outline = box.dataset.outline && (await (await fetch(box.dataset.outline)).json());
  for (const [lat, lon] of outline || [])
    circleMarker([lat, lon], { radius: 2, stroke: false, fillColor: colour("--line-strong"), interactive: false }).addTo(map);
  const points = featureGroup(
    features.map(({ geometry, properties }) =>
      circleMarker([geometry.coordinates[1], geometry.coordinates[0]], {
        radius: 9,
        weight: 2,
        color: colour("--surface"),
        fillColor: colour("--berry"),
        fillOpacity: 0.95,
      }).bindPopup(popup(properties)),
    ),
  ).addTo(map);
  map.fitBounds(features.length ? points.getBounds().pad(0.15) : [[59.7, 20.5], [70.1, 31.6]], { maxZoom: 13 });
  for (const [label, sign, step] of [[zoomIn, "+", 1], [zoomOut, "−", -1]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-zoom";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => map.setZoom(map.getZoom() + step));
    box.previousElementSibling?.append(button);
  }
}

if (box) draw();
