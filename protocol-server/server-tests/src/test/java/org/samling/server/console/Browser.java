package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.samling.server.TestServer;

/**
 * Debian's Chromium without a window of its own, which asks the console of one server as people do:
 * the headless shell, which takes half of what the whole browser does, or that. Where both are
 * missing the tests are skipped; the launcher says so, and how to install one.
 */
public final class Browser implements AutoCloseable {

  private static final Path CHROMIUM =
      Stream.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(Path.of("/usr/bin/chromium-headless-shell"));

  /** A telephone's window. */
  static final int NARROW = 390;

  private static final int NARROW_HEIGHT = 844;

  private final String root;
  private final List<BrowserContext> windows = new ArrayList<>();

  /** What went elsewhere than to the console, or was complained of by the browser. */
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  /** One for all tests of a JVM: it takes longer to start than most of them. */
  private static final class Started {

    private static final Playwright PLAYWRIGHT =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

    private static final com.microsoft.playwright.Browser BROWSER =
        PLAYWRIGHT
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));

    /** What looks for faults of accessibility, as a script. */
    private static final String AXE = axe();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(PLAYWRIGHT::close));
    }
  }

  public Browser(TestServer server) {
    assumeThat(CHROMIUM).as("sudo apt-get install chromium-headless-shell").isExecutable();
    root = "http://127.0.0.1:" + server.listeners.httpPort();
  }

  /**
   * A page in a window of its own.
   *
   * @param locale the language that the browser asks for
   */
  Page page(String locale) {
    return page(locale, false);
  }

  /** A page for somebody of {@link TestStaff}, who signs in by keyboard alone. */
  Page page(String locale, String name) {
    return signedIn(page(locale), name);
  }

  /** The same, who works at a branch of the north. */
  public Page page(String locale, String name, String branch) {
    var page = page(locale, name);
    page.navigate("/console/t/north/workplace?to=/console/t/north/now");
    page.locator("#branches button[value='%s']".formatted(branch)).click();
    page.waitForURL("**/now");
    return page;
  }

  /** The same in Danish, on which {@link #checkAccessibility} can look around. */
  Page probe(String name) {
    return signedIn(probe(), name);
  }

  /** A page on which {@link #checkAccessibility} can look around. */
  Page probe() {
    return page("da-DK", true);
  }

  /** A page for whoever a visitor is signed in as. */
  Page page(ConsoleVisitor visitor) {
    var page = page("da-DK");
    page.context()
        .addCookies(
            visitor.cookies.getCookieStore().getCookies().stream()
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()).setUrl(root))
                .toList());
    return page;
  }

  private Page page(String locale, boolean isProbe) {
    var context =
        Started.BROWSER.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(isProbe ? ReducedMotion.REDUCE : ReducedMotion.NO_PREFERENCE)
                .setBypassCSP(isProbe)
                .setBaseURL(root));
    windows.add(context);
    if (isProbe) {
      // Kept by the browser, so that half a megabyte is not sent to it for each page.
      context.addInitScript(Started.AXE);
    }
    context.onRequest(request -> {
      var host = URI.create(request.url()).getHost();
      if (!"127.0.0.1".equals(host)) {
        faults.add("asked " + request.url());
      }
    });
    var page = context.newPage();
    page.onConsoleMessage(message -> {
      // A probe also asks for what is not there. That a form is unfit is no fault of the page.
      if (message.type().equals("error") && !isProbe && !message.text().contains("status of 422")) {
        faults.add(message.text());
      }
    });
    page.onPageError(error -> faults.add(error));
    return page;
  }

  private static Page signedIn(Page page, String name) {
    page.navigate("/console/sign-in");
    // The page takes the keyboard by itself, but not before it is shown.
    PlaywrightAssertions.assertThat(page.locator("#username")).isFocused();
    page.keyboard().type(name);
    page.keyboard().press("Tab");
    page.keyboard().type(TestStaff.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/today");
    return page;
  }

  /** Opens a section by the menu, which has all of them. */
  static void openSection(Page page, String name) {
    page.locator("button[popovertarget=menu-sections]").click();
    page.locator("#menu-sections a[href$='/%s']".formatted(name)).click();
  }

  static void signOut(Page page) {
    page.locator("button[popovertarget=menu-own]").click();
    page.locator("#menu-own form button").click();
  }

  /**
   * Checks that the head is one line of a page as wide as its window: nothing in it stands below,
   * above or beside the rest of it.
   */
  static void checkHead(Page page, int width) {
    page.setViewportSize(width, NARROW_HEIGHT);
    var found =
        page.evaluate(
            """
            () => {
              const head = document.querySelector('header.top').getBoundingClientRect();
              const parts = [...document.querySelectorAll('.top > :not(nav), .top nav > *, .near a')]
                .map(part => ({name: part.outerHTML.slice(0, 80), box: part.getBoundingClientRect()}))
                .filter(part => part.box.width > 0);
              const faults = parts
                .filter(({box}) => box.top < head.top || box.bottom > head.bottom || box.left < 0 || box.right > innerWidth)
                .map(part => part.name);
              const after = document.querySelector('main').getBoundingClientRect().top;
              if (head.height > 60 || after > head.bottom + 1) {
                faults.push('height ' + head.height + ', content at ' + after);
              }
              return faults.join('; ');
            }
            """);
    assertThat(found).as("head of %s at %s pixels", page.url(), width).isEqualTo("");
  }

  /** Checks that a page does not scroll sideways. */
  static void checkWidth(Page page) {
    var found =
        page.evaluate(
            """
            () => document.scrollingElement.scrollWidth <= innerWidth ? '' :
              [...document.querySelectorAll('main *')]
                .filter(part => part.getBoundingClientRect().right > innerWidth && !part.closest('.scroll'))
                .map(part => part.outerHTML.slice(0, 80)).join('; ') || 'something'
            """);
    assertThat(found).as("what stands out of %s", page.url()).isEqualTo("");
  }

  /** Clicks a button, and says yes where it is asked for once more. */
  static void click(Locator button) {
    var isAsked = button.getAttribute("data-confirm") != null;
    button.click();
    if (isAsked) {
      button.page().locator("#confirm button[value=yes]").click();
    }
  }

  /** A file of records. */
  static FilePayload file(String name, byte[]... records) {
    var file = new ByteArrayOutputStream();
    for (var record : records) {
      file.writeBytes(record);
    }
    return new FilePayload(name, "application/octet-stream", file.toByteArray());
  }

  /** Checks that nothing went elsewhere, and that the browser complained of nothing. */
  public void checkFaults() {
    assertThat(faults).isEmpty();
  }

  /** Has the browser complained of what is meant to fail. */
  void forgetFaults() {
    faults.clear();
  }

  /** Checks that a page has no serious fault of accessibility. */
  static void checkAccessibility(Page page) {
    checkAccessibility(page, ColorScheme.LIGHT, "");
  }

  /** Checks the contrast in dark: nothing but the colours differs there. */
  static void checkContrastInDark(Page page) {
    checkAccessibility(page, ColorScheme.DARK, "runOnly: ['color-contrast'],");
  }

  private static void checkAccessibility(Page page, ColorScheme scheme, String options) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    var found =
        page.evaluate(
            """
            async () => (await axe.run({%s resultTypes: ['violations']})).violations
              .filter(v => ['serious', 'critical'].includes(v.impact))
              .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))
              .join('; ')
            """
                .formatted(options));
    assertThat(found).as("%s, %s", page.url(), scheme).isEqualTo("");
  }

  private static String axe() {
    var about = new Properties();
    try {
      about.load(new StringReader(read("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")));
      return read(
          "/META-INF/resources/webjars/axe-core/%s/axe.min.js"
              .formatted(about.getProperty("version")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String resource) throws IOException {
    try (var in = Browser.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("axe-core is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    windows.forEach(BrowserContext::close);
  }
}
