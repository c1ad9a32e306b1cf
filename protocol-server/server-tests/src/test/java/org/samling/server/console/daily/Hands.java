package org.samling.server.console.daily;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.LocalDate;
import org.samling.server.console.daily.DailyTask.Effort;

/**
 * Somebody at the console with a keyboard, a mouse and a scanner, whose every move is counted.
 *
 * <p>A scan counts as one keystroke, and so does each character that is typed and each other key. A
 * choice in a list that drops down counts as two clicks, the one that opens it included.
 */
final class Hands {

  private static final int FARTHEST = 30;
  private static final double FASTEST_TYPIST = 60;

  private final Page page;
  private final Pictures pictures;
  private int keystrokes;
  private int clicks;
  private long begun;

  Hands(Page page, Pictures pictures) {
    this.page = page;
    this.pictures = pictures;
  }

  /** Begins anew at the desk. */
  void begin(String task) {
    pictures.begin(task);
    page.navigate("/console/t/north/desk");
    assertThat(page.locator("#scan")).isFocused();
    keystrokes = 0;
    clicks = 0;
    begun = System.nanoTime();
  }

  /** What it took since then, without the time for pictures. */
  Effort end() {
    var taken = Duration.ofNanos(System.nanoTime() - begun).minus(pictures.taken());
    pictures.take(page);
    return new Effort(keystrokes, clicks, taken);
  }

  /** The address of the page, and what it says. */
  String where() {
    return page.url() + "\n" + page.locator("main").innerText();
  }

  /** Scans at the desk, and waits for the answer. */
  void scanAtDesk(String code) {
    atDesk(() -> scan(code));
  }

  /** Does what the desk answers, and waits for that. */
  void atDesk(Runnable act) {
    var before = page.locator("#desk-view input[name=key]").first().inputValue();
    act.run();
    page.waitForFunction(
        "key => document.querySelector('#desk-view input[name=key]').value !== key", before);
    assertThat(page.locator("#scan")).isFocused();
  }

  /** Does what leads to another page, and waits for that. */
  void arrive(Runnable act) {
    pictures.take(page);
    page.evaluate("() => { window.isLeft = true; }");
    act.run();
    page.waitForFunction("() => !window.isLeft && document.readyState === 'complete'");
    page.waitForFunction(
        "() => !document.querySelector('main [autofocus]') || document.activeElement !== document.body");
  }

  /** Scans with Enter behind it. */
  void scan(String code) {
    page.keyboard().type(code);
    page.keyboard().press("Enter");
    keystrokes++;
  }

  /** Scans into a field of several lines or one that Enter must not send: the code alone. */
  void scanInto(String code) {
    page.keyboard().type(code);
    keystrokes++;
  }

  void type(String text) {
    page.keyboard().type(text);
    keystrokes += text.codePointCount(0, text.length());
  }

  /** Types as fast as people do at most: what comes faster is a scan for the desk. */
  void typeSlowly(String text) {
    page.keyboard().type(text, new Keyboard.TypeOptions().setDelay(FASTEST_TYPIST));
    keystrokes += text.length();
  }

  /** Types a day, of which the browser decides the order: eight digits. */
  void typeDay(LocalDate day) {
    page.locator(":focus").fill(day.toString());
    keystrokes += 8;
  }

  /** Pastes a text. */
  void paste(String text) {
    page.keyboard().insertText(text);
    keystrokes++;
  }

  void press(String key) {
    page.keyboard().press(key);
    keystrokes++;
  }

  /** Presses Tab until an element has the focus. */
  void tabTo(String selector) {
    for (var i = 0; i < FARTHEST && !isFocused(selector); i++) {
      press("Tab");
    }
    assertThat(page.locator(selector)).isFocused();
  }

  private boolean isFocused(String selector) {
    return (boolean)
        page.evaluate("selector => document.activeElement.matches(selector)", selector);
  }

  void click(String selector) {
    page.locator(selector).first().click();
    clicks++;
  }

  /** Follows a link, or sends a form, by a click. */
  void follow(String selector) {
    arrive(() -> click(selector));
  }

  void choose(String selector, String value) {
    page.locator(selector).first().selectOption(value);
    clicks += 2;
  }

  /** Checks that something is shown. */
  void sees(String selector) {
    assertThat(page.locator(selector).first()).isVisible();
  }

  /** Checks that the desk answered in a colour: ok, attention or refused. */
  void seesTone(String tone) {
    sees(".result." + tone);
  }
}
