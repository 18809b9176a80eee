// The map of the results: points from the same query, drawn over the names of municipalities.
// Nothing is fetched from elsewhere unless a tile server is set. The list below says the same.
import { circleMarker, featureGroup, map as leaflet, tileLayer } from "leaflet";
import "leaflet/dist/leaflet.css";
import "../css/map.css";

let box;
const FINLAND = [
  [59.7, 20.5],
  [70.1, 31.6],
];
const NAMED_FROM = 7; // the zoom at which names of municipalities fit

const colour = (name) => getComputedStyle(box).getPropertyValue(name).trim();

// What happens at one spot is one marker with a list.
function spots(features) {
  const found = new Map();
  for (const { geometry, properties } of features) {
    const [longitude, latitude] = geometry.coordinates;
    const key = `${latitude.toFixed(4)},${longitude.toFixed(4)}`;
    const spot = found.get(key) ?? { at: [latitude, longitude], things: [] };
    spot.things.push(properties);
    found.set(key, spot);
  }
  return [...found.values()];
}

function popup({ things }) {
  const list = document.createElement("ul");
  list.className = "map-list";
  for (const { name, url, detail } of things.slice(0, 8)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    const place = document.createElement("small");
    place.textContent = detail ?? "";
    item.append(link, place);
    list.append(item);
  }
  if (things.length > 8) {
    const more = document.createElement("li");
    more.textContent = `+ ${things.length - 8}`;
    list.append(more);
  }
  return list;
}

function background(map, municipalities) {
  const names = featureGroup(
    municipalities.map(([longitude, latitude, name]) =>
      circleMarker([latitude, longitude], {
        radius: 2.5,
        stroke: false,
        fillOpacity: 0.8,
        fillColor: colour("--line-strong"),
        interactive: false,
      }).bindTooltip(name, {
        permanent: true,
        direction: "right",
        offset: [2, 0],
        className: "map-name",
      }),
    ),
  ).addTo(map);
  const name = () =>
    names.eachLayer((each) =>
      map.getZoom() >= NAMED_FROM ? each.openTooltip() : each.closeTooltip(),
    );
  map.on("zoomend", name);
  return name;
}

function zoomButtons(map) {
  const steps = [
    [box.dataset.zoomIn, "+", 1],
    [box.dataset.zoomOut, "−", -1],
  ];
  for (const [label, sign, step] of steps) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-zoom";
    button.textContent = sign;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => map.setZoom(map.getZoom() + step));
    box.previousElementSibling.append(button);
  }
}

async function draw() {
  box = document.querySelector("[data-points]");
  if (!box) return;
  const answer = await fetch(box.dataset.points);
  if (!answer.ok) return;
  const { features, municipalities = [] } = await answer.json();
  const { tiles, attribution, zoom } = box.dataset;
  const canvas = document.createElement("div");
  canvas.className = "leaflet-map";
  box.replaceChildren(canvas);
  box.previousElementSibling.replaceChildren();
  box.hidden = false;
  const map = leaflet(canvas, { scrollWheelZoom: false, zoomControl: false, keyboard: false });
  map.attributionControl.setPrefix(false);
  map.fitBounds(FINLAND);
  if (tiles) tileLayer(tiles, { attribution, maxZoom: Number(zoom) }).addTo(map);
  const name = tiles ? () => {} : background(map, municipalities);
  const points = featureGroup(
    spots(features).map((spot) =>
      circleMarker(spot.at, {
        radius: 8 + Math.min(10, 3 * Math.log2(spot.things.length)),
        weight: 2,
        color: colour("--surface"),
        fillColor: colour("--berry"),
        fillOpacity: 0.9,
      }).bindPopup(popup(spot), { maxWidth: 320 }),
    ),
  ).addTo(map);
  if (features.length) map.fitBounds(points.getBounds().pad(0.2), { maxZoom: 12 });
  name();
  zoomButtons(map);
}

draw();
document.addEventListener("htmx:after:swap", draw);
