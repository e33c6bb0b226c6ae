// The desk in a real browser: every room, by keyboard where it counts, in three languages, with axe-core.
//
//   node desk_test.mjs ADDRESS EXAMPLES [SCREENSHOTS]
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import assert from "node:assert/strict";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [address, examples, shots] = process.argv.slice(2);
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromiumSandbox: process.getuid() !== 0,
  args: ["--disable-dev-shm-usage"],
});
let failures = 0;
let tests = 0;

// A fresh page for each test; what the browser complains of (a script refused, an error) fails it.
async function test(sentence, work, options = {}) {
  tests++;
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1200, height: 900 }, bypassCSP: false, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|v1\/events/.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url())) complaints.push("asked another host: " + request.url());
  });
  try {
    await work(page);
    assert.deepEqual(complaints, []);
    console.log("well: " + sentence);
  } catch (error) {
    failures++;
    console.log("FAILED: " + sentence + "\n  " + String(error.stack).split("\n").slice(0, 12).join("\n  "));
    if (shots) await page.screenshot({ path: `${shots}/failed_${tests}.png` });
  }
  await context.close();
}

const open = (page, room) => page.goto(address + "/#/" + room);
const shot = (page, name) => shots && page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });

// Whether the server has what a room asks for; where it has not, the room says so and that is what is tested.
const offers = async (path) => (await fetch(`${address}/v1/${path}`, { method: "POST", body: "{}" })).status !== 404;
const says_not_offered = (page) => page.getByText("This server does not offer that").waitFor();

async function is_accessible(page) {
  // Axe goes in over the debugger, beside the page's own policy for scripts.
  await page.evaluate(axe);
  const { violations } = await page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})");
  assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}: ${one.nodes[0].failureSummary}`), []);
}

await test("the first page is under 200 kB compressed", async () => {
  let size = 0;
  for (const file of ["", "desk.js", "desk.css", "icon.svg"]) {
    const response = await fetch(address + "/" + file);
    assert.equal(response.status, 200);
    size += gzipSync(Buffer.from(await response.arrayBuffer())).length;
  }
  console.log(`  ${size} bytes, gzip`);
  assert.ok(size < 200_000);
});

await test("the desk opens on five questions, and each leads to a room with a heading", async (page) => {
  await open(page, "");
  const questions = page.locator(".questions a");
  assert.deepEqual(await questions.allTextContents(), ["A request arrived.", "I want to send a request.", "Who is behind this company?", "Is this name listed?", "I am named here."]);
  await is_accessible(page);
  await shot(page, "home");
  for (let place = 0; place < 5; place++) {
    await open(page, "");
    await questions.nth(place).click();
    await page.waitForFunction(() => location.hash !== "#/");
    assert.ok((await page.locator("h1").innerText()).length > 3);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    await is_accessible(page);
  }
});

await test("by keyboard alone: search as you type, open an entity, open a source line", async (page) => {
  await open(page, "find");
  await page.keyboard.press("Tab");
  for (let step = 0; step < 12 && (await page.evaluate(() => document.activeElement.id)) !== "search"; step++) await page.keyboard.press("Tab");
  await page.keyboard.type("nacional banco cuba");
  await page.locator(".found a").first().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "BANCO NACIONAL DE CUBA" }).waitFor();
  assert.match(await page.locator(".listings").innerText(), /listed .* by Office of Foreign Assets Control, may since be lifted/);
  const alias = page.locator(".value", { hasText: "NATIONAL BANK OF CUBA" }).first();
  await alias.focus();
  await page.keyboard.press("Enter");
  const source = page.locator(".source");
  await source.waitFor();
  assert.match(await source.innerText(), /us_ofac_sdn\/alt\.csv\.gz, line 3, bytes \d+ to \d+/);
  assert.match(await source.innerText(), /306,220,"aka","NATIONAL BANK OF CUBA"/);
  await is_accessible(page);
  await shot(page, "entity");
});

await test("the reasons for a candidate add up, figure by figure, to its score's weight", async (page) => {
  await open(page, "screen");
  await page.fill("#name", "Banco Nacional Cuba");
  await page.selectOption("#kind", "Organization");
  await page.keyboard.press("Enter");
  await page.locator(".hit").first().waitFor();
  const figures = await page.locator(".hit").first().locator("td.figure").allTextContents();
  const bits = figures.map((text) => Math.round(Number(text.replace("−", "-")) * 1000));
  assert.ok(bits.length >= 4);
  assert.equal(bits.slice(0, -1).reduce((sum, one) => sum + one, 0), bits.at(-1));
  assert.match(await page.locator("main").innerText(), /A match is a candidate, not a verdict/);
  assert.match(await page.locator(".hit").first().innerText(), /may since be lifted/);
  await is_accessible(page);
  await shot(page, "screen");
});

await test("nobody found says that this proves no absence", async (page) => {
  await open(page, "screen");
  await page.fill("#name", "Qwyzzk Vvlorpt");
  await page.click("button[type=submit]");
  await page.getByText("That is no proof of absence").waitFor();
});

await test("who is behind it: proved, ranged and unknown, people, verdicts, gaps, and the same as a picture", async (page) => {
  await open(page, "behind");
  await page.fill("#search", "harbour lantern");
  await page.locator(".found a", { hasText: "Harbour Lantern Holdings" }).first().click();
  await page.getByRole("heading", { name: "Who is behind Harbour Lantern Holdings Ltd?" }).waitFor();
  const shares = await page.locator(".shares").innerText();
  assert.match(shares, /proved\s+62\.5 %/);
  assert.match(shares, /ranged\s+7\.5 %/);
  assert.match(shares, /unknown\s+30 %/);
  assert.ok((await page.getByRole("link", { name: "Ilsa Vasquine-Roth" }).count()) > 0);
  assert.ok((await page.locator("tbody tr", { hasText: "amlr-52" }).count()) === 1);
  await page.waitForFunction(() => document.querySelector(".chart img")?.naturalWidth > 100);
  await is_accessible(page);
  await shot(page, "behind");
  await page.fill("#day", "2018-03-01");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForFunction(() => !document.querySelector(".shares")?.innerText.includes("62.5"));
});

await test("a customer file: map columns, watch, decide with keys, export", async (page) => {
  await open(page, "customers");
  const csv = 'Kunde;Customer Name;Land\nc-1;"Vasquine, Teodor";xa\nc-2;Banco Nacional de Cuba;\nc-3;Nobody Nowhere Atall;\nshort row\n';
  await page.setInputFiles("#file", { name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.locator("#column-name").waitFor();
  assert.equal(await page.locator("#column-name option:checked").innerText(), "Customer Name");
  assert.match(await page.locator("form").innerText(), /Rows: 3\. .*left out: 1/);
  await page.selectOption("#column-country", { label: "Land" });
  await page.getByRole("button", { name: "Start" }).click();
  const first = page.locator(".review > li").first();
  await first.waitFor();
  assert.match(await page.locator("p[role=status]").first().innerText(), /3 of 3 rows; rows with candidates: 2/);
  await is_accessible(page);
  await shot(page, "customers");
  await first.focus();
  await page.keyboard.press("d");
  assert.equal(await first.getAttribute("data-judgement"), "different");
  await first.getByLabel("Why").fill("same, born in another year");
  assert.equal(await first.getAttribute("data-judgement"), "different");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export as CSV" }).click()]);
  const text = readFileSync(await download.path(), "utf8");
  assert.match(text, /^row,id,name,candidate,/);
  assert.match(text, /1,c-1,"Vasquine, Teodor",xa-AO-0004,.*,different,"same, born in another year"/);
});

await test("a news page: who is named, in which role, who they could be, and nothing of it as markup", async (page) => {
  await open(page, "reader");
  await page.setInputFiles("#page-file", examples + "/story/arven_courier_2024-03-14.html");
  await page.waitForFunction(() => document.querySelector("#page").value.length > 100);
  await page.getByRole("button", { name: "Read" }).click();
  if (!(await offers("pages"))) return says_not_offered(page);
  await page.getByRole("heading", { name: /Ilsa Vasquine-Roth/ }).waitFor();
  assert.match(await page.locator("main").innerText(), /Press alone carries no element of an offence/);
  await is_accessible(page);
  await shot(page, "reader");
});

for (const [room, words] of [["arrived", "looked at as the receiver"], ["send", "looked at as the sender"]]) await test(`a request gets its sheet: ${room}`, async (page) => {
  await open(page, room);
  await page.setInputFiles("#request-file", examples + "/requests/arvenia-to-belmora.yaml");
  await page.waitForFunction(() => document.querySelector("#request").value.length > 100);
  await page.getByRole("button", { name: "Check" }).click();
  await page.locator(".sheet").waitFor();
  const text = await page.locator(".sheet").innerText();
  assert.ok(text.length > 500);
  assert.ok(text.replace(/\s+/g, " ").includes(words));
  await is_accessible(page);
  await shot(page, "request_" + room);
  await page.fill("#request", "type: [");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("request:1: ").waitFor();
});

await test("how fresh the lists are, with the authority of each", async (page) => {
  await open(page, "live");
  await page.getByText("Office of Foreign Assets Control").waitFor();
  await page.getByText("connected", { exact: true }).waitFor();
  const screened = async () => Number(await page.locator(".now dd").first().innerText());
  const before = await screened();
  // One country stands in more than five candidates, another may not be told apart.
  const lines = Array(6).fill('{"name": "Banco Nacional de Cuba", "schema": "Organization"}').join("\n");
  await (await fetch(address + "/v1/screen", { method: "POST", body: lines })).text();
  await page.waitForFunction((least) => Number(document.querySelector(".now dd").textContent) >= least, before + 6);
  const figures = await (await fetch(address + "/v1/figures")).json();
  assert.ok(Object.values(figures.hits_by_country).every((count) => count >= 5));
  assert.equal(await page.getByRole("table", { name: "By country" }).locator("tbody tr").count(), Object.keys(figures.hits_by_country).length);
  assert.match(await page.getByRole("table", { name: "By list" }).innerText(), /us_ofac_sdn\s+\d+/);
  assert.match(await page.getByRole("table", { name: "By kind" }).innerText(), /organisation\s+\d+/);
  assert.ok((await page.locator(".minutes rect").count()) >= 2);
  await is_accessible(page);
  await shot(page, "live");
});

await test("a name that is markup stays text", async (page) => {
  await open(page, "find");
  await page.fill("#search", "malicious markup");
  const found = page.locator(".found a").first();
  await found.waitFor();
  assert.match(await found.innerText(), /<img src=x onerror=alert\(1\)>/);
  await found.click();
  await page.locator(".statements").waitFor();
  assert.equal(await page.locator("main img").count(), 0);
});

await test("names of any script and direction are isolated, in French, Chinese and in the dark", async (page) => {
  await open(page, "entity/web-test-1");
  await page.locator(".statements").waitFor();
  for (const name of ["بنك ميناء سلم", "塞尔姆港银行"]) {
    const value = page.locator(".value bdi", { hasText: name });
    assert.equal(await value.evaluate((element) => getComputedStyle(element).unicodeBidi), "isolate");
  }
  assert.equal(await page.locator(".value bdi", { hasText: "بنك ميناء سلم" }).evaluate((element) => getComputedStyle(element).direction), "rtl");
  assert.match(await page.locator(".contradiction").innerText(), /1990-01-01[\s\S]*1991-02-02/);
  for (const [language, words] of [["fr", "Ce que disent les sources"], ["zh", "来源所述"]]) {
    await page.selectOption("header select", language);
    await page.getByRole("heading", { name: words }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    await is_accessible(page);
  }
  await shot(page, "scripts_dark");
}, { colorScheme: "dark" });

await test("it fits a telephone: nothing wider than the window", async (page) => {
  for (const room of ["", "screen", "behind/bods-C-30417", "entity/ofac-306"]) {
    await open(page, room);
    await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), room);
  }
  await shot(page, "telephone");
}, { viewport: { width: 360, height: 740 } });

await test("without the server the page says so", async (page) => {
  await open(page, "find");
  await page.route("**/v1/**", (route) => route.abort());
  await page.fill("#search", "cuba");
  await page.getByText("The server does not answer").waitFor();
});

await browser.close();
console.log(`${tests - failures} passed, ${failures} failed`);
process.exit(failures ? 1 : 0);
