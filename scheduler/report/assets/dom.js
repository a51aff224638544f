// Elements: made of text and never of markup.

function $(id) { return document.getElementById(id); }

// make("td", {class: "right", text: "5"}, child, …)
function make(name, given = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") Object.assign(element.style, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function refill(parent, ...children) { parent.replaceChildren(...children); }

// A real table: columns {name, title, right, sort}, rows of cells.
function table(caption, columns, rows, footer) {
  const head = make("tr");
  const body = make("tbody");
  const fill = (ordered) => refill(body, ...ordered.map((row) => row.element));
  columns.forEach((column, at) => {
    const cell = make("th", { scope: "col", class: column.right ? "right" : "", title: column.title });
    if (column.sort) {
      const button = make("button", { type: "button", class: "sort", text: column.name });
      button.addEventListener("click", () => {
        const down = cell.getAttribute("aria-sort") !== "descending";
        for (const other of head.children) other.removeAttribute("aria-sort");
        cell.setAttribute("aria-sort", down ? "descending" : "ascending");
        fill([...made].sort((a, b) => (down ? -1 : 1) * compare(a.values[at], b.values[at])));
      });
      // Paper repeats a head on each sheet, but not the buttons in it.
      cell.append(button, make("span", { class: "paper", "aria-hidden": "true", text: column.name }));
    } else cell.textContent = column.name;
    head.append(cell);
  });
  const made = rows.map((cells) => {
    const element = make("tr");
    const values = cells.map((cell, at) => {
      const given = cell !== null && typeof cell === "object" && !(cell instanceof Node) ? cell : { show: cell };
      const tag = at === 0 ? "th" : "td";
      const place = make(tag, { scope: at === 0 ? "row" : null,
        class: [columns[at].right ? "right" : "", given.class || ""].join(" ").trim() || null });
      place.append(given.show instanceof Node ? given.show : String(given.show ?? ""));
      element.append(place);
      return given.value ?? given.show;
    });
    return { element, values };
  });
  fill(made);
  const whole = make("table", {}, make("caption", { class: "hidden", text: caption }),
    make("thead", {}, head), body);
  if (footer) whole.append(make("tfoot", {}, make("tr", {}, ...footer.map((text, at) =>
    make(at === 0 ? "th" : "td", { class: columns[at].right ? "right" : "", scope: at === 0 ? "row" : null, text })))));
  return whole;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

function options(select, entries, chosen) {
  refill(select, ...entries.map(([value, text]) =>
    make("option", { value, text, selected: String(value) === String(chosen) })));
}

function plural(count, one, many = one + "s") {
  return numberText(count) + " " + (count === 1 ? one : many);
}
