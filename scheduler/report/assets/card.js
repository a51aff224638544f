// The card: what a duty is for and what it costs, beside the bar it is about.

const CARD = $("card");
let pinned = null;

let near = null;

function showCard(element, content) {
  near = element;
  refill(CARD, ...content);
  CARD.hidden = false;
  placeCard();
}

// Below what it is about, above where there is no room.
function placeCard() {
  const box = near.getBoundingClientRect(), own = CARD.getBoundingClientRect();
  const wide = document.documentElement.clientWidth, high = window.innerHeight;
  const left = Math.max(8, Math.min(box.left, wide - own.width - 8));
  let top = box.bottom + 8;
  if (top + own.height > high - 8) top = Math.max(8, box.top - own.height - 8);
  CARD.style.left = left + "px";
  CARD.style.top = top + "px";
}

function hideCard(force = false) {
  if (pinned && !force) return;
  pinned = null;
  CARD.hidden = true;
}

// Hover and focus show it, a click keeps it until Escape or the next click.
function cardOn(element, content) {
  element.addEventListener("mouseenter", () => { if (!pinned) showCard(element, content()); });
  element.addEventListener("mouseleave", () => hideCard());
  element.addEventListener("focus", () => { pinned = null; showCard(element, content()); });
  element.addEventListener("blur", () => hideCard(true));
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    pinned = element;
    showCard(element, content());
  });
}

document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideCard(true); });
document.addEventListener("click", () => hideCard(true));
// Focus may scroll the page, and the card goes along.
document.addEventListener("scroll", () => { if (!CARD.hidden) placeCard(); }, { passive: true, capture: true });

const WHAT = { b: "break", f: "free between pieces" };

function blockName(block) {
  if (block[0] === "q") return DATA.queues[block[3]];
  if (block[0] === "e") return block[7];
  if (block[0] === "s") return "standby" + (block[3] >= 0 ? " for " + DATA.queues[block[3]] : "");
  return WHAT[block[0]];
}

// "keeps the least for 2 h, what is wanted for 1 h"
function purpose(block) {
  if (block[0] === "b" || block[0] === "f") return "";
  if (block[0] === "e") return "paid time off the queues";
  const parts = [];
  if (block[4]) parts.push(hoursText(block[4]) + " without which the least is missed");
  if (block[5]) parts.push(hoursText(block[5]) + " without which the wanted is missed");
  if (block[6]) parts.push(hoursText(block[6]) + (block[4] || block[5] ? " beyond" : " beyond what is asked"));
  return parts.join(", ");
}

function dutyCard(person, bar, zone) {
  const own = DATA.zones[person.zone];
  const lines = [make("h3", { text: person.name })];
  const shift = bar[2] >= 0 ? DATA.shifts[bar[2]] : "no shift of the file";
  lines.push(make("p", { class: "quiet", text: [shift, hoursText(bar[4]) + " paid",
    bar[7] & 1 ? "pinned" : "", bar[7] & 2 ? "entered by hand" : ""].filter(Boolean).join(" · ") }));
  const times = make("p", {}, make("strong", { text: spanText(zone, bar[0], bar[1]) }), " " + zone.name);
  lines.push(times);
  if (own.name !== zone.name) {
    lines.push(make("p", { class: "quiet", text: "for them " + spanText(own, bar[0], bar[1]) + " " + own.name }));
  }
  const blocks = make("ul", { class: "blocks" });
  for (const block of bar[5]) {
    blocks.append(make("li", {}, make("span", { class: "dot " + blockClass(block) }),
      make("strong", { text: blockName(block) }), " " + spanText(zone, block[1], block[2], false),
      make("small", { text: purpose(block) })));
  }
  if (bar[5].length) lines.push(blocks);
  if (bar[6].length) {
    const paid = make("ul", { class: "paid" });
    for (const [text, points, hard] of bar[6]) {
      paid.append(make("li", {}, make("strong", { text: hard ? "broken" : numberText(points) + " points" }), " " + text));
    }
    lines.push(make("h4", { text: "What it costs" }), paid);
  }
  return lines;
}

function blockClass(block) {
  return block[0] === "q" ? "q" + (block[3] % 12) : { b: "break", e: "event", s: "standby", f: "free" }[block[0]];
}
