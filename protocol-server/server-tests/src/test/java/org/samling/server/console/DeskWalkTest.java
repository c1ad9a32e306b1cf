package org.samling.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.patron.BlockCode;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/**
 * A day at the desk with a scanner and without a mouse, but where it is to be in the way. Whatever
 * happens, the next scan is taken.
 */
class DeskWalkTest {

  /** Writes down what would sound and what would be printed. */
  private static final String LISTEN =
      """
      window.tones = [];
      window.prints = 0;
      window.print = () => window.prints++;
      const parameter = { setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} };
      window.AudioContext = class {
        currentTime = 0;
        createOscillator() {
          const frequency = { set value(hertz) { window.tones.push(hertz); } };
          return { frequency, connect: (to) => to, start: () => {}, stop: () => {} };
        }
        createGain() { return { gain: parameter, connect: (to) => to }; }
      };
      """;

  @AutoClose private static TestServer server;
  @AutoClose private static Browser browser;

  @BeforeAll
  static void open() {
    server = new TestServer();
    server.library.addStock(20, 10);
    // Each sees what they did lately themselves.
    List.of("dina", "eva", "frida", "gerda")
        .forEach(name -> TestStaff.add(server.library, name, StaffRole.DESK));
    browser = new Browser(server);
  }

  private static Origin origin() {
    return TestLibrary.origin(server.library.north, UUID.randomUUID(), MAIN);
  }

  /** Types as a scanner does: at once, with Enter behind it, to whatever has the focus. */
  private static void scan(Page page, String code) {
    page.keyboard().type(code);
    page.keyboard().press("Enter");
  }

  /**
   * The same as fast as a scanner is, wherever the focus is: keys that are sent one by one take as
   * long as somebody's fingers where the machine is busy.
   */
  private static void scanAtOnce(Page page, String code) {
    page.evaluate(
        """
        code => {
          for (const key of [...code, 'Enter']) {
            const element = document.activeElement;
            const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
            if (element.dispatchEvent(event)) {
              if (key === 'Enter') {
                element.form.requestSubmit();
              } else {
                document.execCommand('insertText', false, key);
              }
            }
          }
        }
        """,
        code);
  }

  /** Waits for what a scan or key led to, after which the field has the focus. */
  private static void shows(Page page, String tone, String large) {
    assertThat(page.locator(".result." + tone + " .large")).hasText(Pattern.compile(large));
    ready(page);
  }

  private static void ready(Page page) {
    assertThat(page.locator("#scan")).isFocused();
    assertThat(page.locator("#scan")).hasValue("");
  }

  private static Object tones(Page page) {
    var tones = page.evaluate("tones.join(' ')");
    page.evaluate("tones = []");
    return tones;
  }

  private static String number(int base, int number) {
    return "%d%09d".formatted(base, number);
  }

  @InBothLanguages
  void dayAtTheDeskIsDoneWithAScannerAndTheKeyboard(String locale) {
    var isDanish = locale.startsWith("da");
    var first = isDanish ? 0 : 10;
    var patron = number(2, isDanish ? 0 : 3);
    var other = number(2, isDanish ? 1 : 4);
    var page = browser.page(locale, isDanish ? "dina" : "eva");
    page.addInitScript(LISTEN);
    page.navigate("/console/t/north/desk");

    // The branch of work is asked for once.
    var branch = page.locator("#branches button[value='%s']".formatted(MAIN));
    branch.focus();
    page.keyboard().press("Enter");
    page.waitForURL("**/desk");
    ready(page);

    // 1. Lending: a card and two items, faster than they are answered.
    scan(page, patron);
    scan(page, number(3, first));
    scan(page, number(3, first + 1));
    assertThat(page.locator("#loans tbody tr")).hasCount(2);
    shows(page, "ok", isDanish ? "Udlånt.*" : "Lent.*");
    assertThat(page.locator("#recent li")).hasCount(2);
    assertThat(tones(page)).isEqualTo("880 880 880");

    // 2. A slip of it, in the patron's language.
    page.keyboard().press("F9");
    assertThat(page.locator("#slip h2")).hasText("Dine lån");
    page.waitForCondition(() -> page.evaluate("prints").equals(1));
    ready(page);

    // 3. The last one was a mistake.
    page.keyboard().press("F8");
    shows(page, "ok", isDanish ? "Fortrudt" : "Undone");
    assertThat(page.locator("#loans tbody tr")).hasCount(1);

    // 4. Renewing all, and the end of it.
    page.keyboard().press("F3");
    assertThat(page.locator(".result .large")).isVisible();
    ready(page);
    page.keyboard().press("Escape");
    assertThat(page.locator("#patron")).hasCount(0);
    ready(page);

    // 5. A return, after a click somewhere else and with the focus on a button.
    page.locator("h1").click();
    ready(page);
    page.locator("#mute").focus();
    scan(page, number(3, first));
    shows(page, "ok", isDanish ? "Hylde" : "Shelf");
    page.locator("#paper").click();
    ready(page);
    page.keyboard().press("F8");
    shows(page, "ok", isDanish ? "Fortrudt" : "Undone");

    // 6. A payment: a scan says no to the question, and is taken.
    server.library.submit(
        new FeeCommand.ChargeFee(
            origin(), other, FeeType.DAMAGE, 5_000, null, null, Instant.now()));
    scan(page, other);
    assertThat(page.locator("#patron .note")).isVisible();
    page.keyboard().press("F7");
    page.keyboard().press("Enter");
    assertThat(page.locator("#confirm")).isVisible();
    scan(page, number(3, first + 2));
    assertThat(page.locator("#loans tbody tr")).hasCount(1);
    assertThat(page.locator("#confirm")).not().isVisible();
    assertThat(open(other)).isEqualTo("5000");
    ready(page);
    page.keyboard().press("F7");
    page.keyboard().press("Enter");
    page.locator("#confirm button[value=yes]").focus();
    page.keyboard().press("Enter");
    shows(page, "ok", "50[.,]00.*");
    assertThat(open(other)).isEqualTo("0");

    // 7. What is refused is overridden; a scan into the reason is no reason.
    server.library.submit(
        new PatronCommand.BlockPatron(
            origin(), new PatronName.Identifier(other), BlockCode.EXCLUDED, null, null));
    tones(page);
    scan(page, number(3, first + 3));
    shows(page, "refused", isDanish ? "Låneren er spærret." : "The patron is blocked.");
    assertThat(tones(page)).isEqualTo("220 165");
    var reason = page.locator("input[name=reason]");
    reason.fill("for school");
    scanAtOnce(page, number(3, first + 3));
    shows(page, "refused", ".*");
    assertThat(reason).hasValue("");
    reason.fill("for school");
    reason.press("Enter");
    shows(page, "ok", isDanish ? "Udlånt.*" : "Lent.*");
    page.locator("#patron .note.bad button").press("Enter");
    shows(page, "ok", isDanish ? "Spærringen er ophævet" : "The block is removed");

    // 8. A name, and the patron with the keyboard; without sound from now on.
    page.keyboard().press("F2");
    page.keyboard().press("F10");
    tones(page);
    page.keyboard().type("navn");
    page.keyboard().press("Enter");
    assertThat(page.locator("#patrons button").first()).isVisible();
    ready(page);
    page.keyboard().press("Tab");
    assertThat(page.locator("#patrons button").first()).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#patron")).isVisible();
    ready(page);
    assertThat(tones(page)).isEqualTo("");
    page.keyboard().press("F10");
    browser.checkFaults();
  }

  /** Scans faster than the server answers, all of it before the first answer. */
  private static void scanAhead(Page page, String... codes) {
    page.evaluate(
        """
        codes => {
          for (const code of codes) {
            document.getElementById('scan').value = code;
            document.getElementById('desk-form').requestSubmit();
          }
        }
        """,
        List.of(codes));
  }

  @InBothLanguages
  void whatWaitsBehindAMisreadCardIsNotLentToWhoeverWasOpen(String locale) {
    var isDanish = locale.startsWith("da");
    var first = number(2, isDanish ? 6 : 8);
    var second = number(2, isDanish ? 7 : 9);
    var item = number(3, isDanish ? 6 : 16);
    var page = browser.page(locale, "gerda", MAIN);
    page.addInitScript(LISTEN);
    page.navigate("/console/t/north/desk");
    ready(page);
    scan(page, first);
    assertThat(page.locator("#patron")).isVisible();

    scanAhead(page, "2999999999", item);
    assertThat(page.locator("#held b")).hasText(item);
    assertThat(page.locator("#patron")).hasCount(0);
    scan(page, second);
    assertThat(page.locator("#patron")).isVisible();
    assertThat(page.locator("#loans")).hasCount(0);
    page.keyboard().press("Enter");
    assertThat(page.locator("#loans tbody tr")).hasCount(1);
    assertThat(page.locator("#held")).not().isVisible();

    // What stands behind a scan that is left out is done.
    scanAhead(page, "2999999999", "2888888888", item);
    assertThat(page.locator("#held b")).hasText("2888888888 · " + item);
    page.keyboard().press("Escape");
    assertThat(page.locator("#held b")).hasText(item);
    page.keyboard().press("Enter");
    shows(page, "ok", isDanish ? "Hylde" : "Shelf");

    // No answer: nothing more is done before somebody sees to it.
    scan(page, first);
    assertThat(page.locator("#patron")).isVisible();
    page.route("**/desk", route -> route.abort());
    scan(page, second);
    assertThat(page.locator("#desk-failed")).isVisible();
    browser.forgetFaults();
    page.unroute("**/desk");
    scan(page, item);
    assertThat(page.locator("#held b")).hasText(second + " · " + item);
    page.keyboard().press("Enter");
    assertThat(page.locator("#loans tbody tr")).hasCount(1);
    assertThat(page.locator("#patron .hint").first()).containsText(second);
    assertThat(page.locator("#desk-failed")).not().isVisible();

    // Signed out: what waited is there again after the sign-in, and so is whom it is for.
    page.context().clearCookies();
    scanAhead(page, item);
    page.waitForURL("**/sign-in*");
    assertThat(page.evaluate("Object.keys(sessionStorage).length")).isEqualTo(1);
  }

  private static String open(String patron) {
    return server.library.text(
        server.library.north,
        "select coalesce(sum(amount), 0) from ledger_entry where patron_id = (select patron_id from patron_identifier where value = '%s')"
            .formatted(patron));
  }

  @InBothLanguages
  void deskFitsAPhoneAndSlipsFitARollOrASheet(String locale) {
    var page = browser.page(locale, "frida", MAIN);
    page.addInitScript(LISTEN);
    page.setViewportSize(390, 800);
    page.navigate("/console/t/north/desk");
    scan(page, number(2, 5));
    scan(page, number(3, locale.startsWith("da") ? 8 : 18));
    assertThat(page.locator("#loans tbody tr")).not().hasCount(0);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
    page.keyboard().press("F9");
    assertThat(page.locator("#slip h2")).hasCount(1);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("#scan")).not().isVisible();
    var roll = width(page.locator(".slip"));
    page.evaluate("document.documentElement.classList.add('sheet')");
    assertThat(List.of(roll < 303, width(page.locator(".slip")) > roll))
        .as("72 mm, and more on a sheet")
        .containsExactly(true, true);
    browser.checkFaults();
  }

  private static double width(Locator slip) {
    return slip.boundingBox().width;
  }
}
