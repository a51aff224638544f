// Opens pages in a headless Chromium and answers questions about them: a line
// of JSON in, {file, steps}, a line of JSON out. The browser stays open.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });

async function look({ file, width = 1440, height = 1000, scheme = "light", timezone = "Pacific/Marquesas", steps = [] }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, timezoneId: timezone, bypassCSP: false });
  const page = await context.newPage();
  const told = [], asked = [];
  page.on("console", (message) => told.push(message.type() + ": " + message.text()));
  page.on("pageerror", (error) => told.push("error: " + error.message));
  page.on("dialog", (dialog) => { told.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("file://" + file);
  const answers = [];
  for (const [what, ...args] of steps) answers.push(await answer(page, what, args));
  await context.close();
  return { told, asked: asked.filter((url) => !url.startsWith("file://")), answers };
}

async function answer(page, what, args) {
  if (what === "ask") return page.evaluate(args[0]);
  if (what === "choose") { await page.selectOption(args[0], { label: args[1] }); return null; }
  if (what === "type") { await page.fill(args[0], args[1]); return null; }
  if (what === "click") { await page.click(args[0]); return null; }
  if (what === "hover") { await page.hover(args[0]); return null; }
  if (what === "focus") { await page.focus(args[0]); return null; }
  if (what === "press") { await page.keyboard.press(args[0]); return null; }
  if (what === "size") { await page.setViewportSize({ width: args[0], height: args[1] }); return null; }
  if (what === "media") { await page.emulateMedia({ media: args[0] }); return null; }
  if (what === "pdf") return (await page.pdf({ path: args[0], preferCSSPageSize: true, printBackground: true })).length;
  if (what === "picture") { await (args[1] ? page.locator(args[1]) : page).screenshot({ path: args[0], animations: "disabled" }); return null; }
  if (what === "axe") {
    // The judge is no part of the page, so the page's policy is not asked.
    await page.evaluate((await import("node:fs")).readFileSync(axe, "utf8") + ";0");
    const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    const violations = found.violations.map((v) => ({ id: v.id, impact: v.impact,
      nodes: v.nodes.slice(0, 4).map((n) => n.html.slice(0, 200) + " | " + n.failureSummary) }));
    return { violations, passes: found.passes.length };
  }
  throw new Error("no such step: " + what);
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try { reply = await look(JSON.parse(line)); } catch (error) { reply = { failed: String(error) }; }
  process.stdout.write(JSON.stringify(reply) + "\n");
}
await browser.close();
