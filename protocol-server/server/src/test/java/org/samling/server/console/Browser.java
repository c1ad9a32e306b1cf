package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Debian's Chromium, which asks the console as people do. Where it is missing its tests are
 * skipped; the launcher says so, and how to install it.
 */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final String root;
  private final String axe = axe();

  /** What went elsewhere than to the console, or was complained of by the browser. */
  final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  Browser(int port) {
    assumeThat(CHROMIUM).as("sudo apt-get install chromium").isExecutable();
    root = "http://127.0.0.1:" + port;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));
  }

  /**
   * A page in a window of its own.
   *
   * @param locale the language that the browser asks for
   * @param scheme light or dark
   * @param isProbe whether scripts of the test's own may run in it
   */
  Page page(String locale, ColorScheme scheme, boolean isProbe) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(scheme)
                .setBypassCSP(isProbe)
                .setBaseURL(root));
    context.onRequest(request -> {
      var host = URI.create(request.url()).getHost();
      if (!"127.0.0.1".equals(host)) {
        faults.add("asked " + request.url());
      }
    });
    var page = context.newPage();
    page.onConsoleMessage(message -> {
      // A probe also asks for what is not there; a form that comes back says so by its status.
      if (message.type().equals("error") && !isProbe && !message.text().contains("of 422")) {
        faults.add(message.text());
      }
    });
    page.onPageError(error -> faults.add(error));
    return page;
  }

  /** Signs in by keyboard alone. */
  static void signIn(Page page, String username, String password) {
    page.navigate("/console/sign-in");
    page.keyboard().type(username);
    page.keyboard().press("Tab");
    page.keyboard().type(password);
    page.keyboard().press("Enter");
    page.waitForURL("**/now");
  }

  /** Checks that nothing went elsewhere, and that the browser complained of nothing. */
  void checkFaults() {
    assertThat(faults).isEmpty();
  }

  /**
   * Checks that a page has no serious fault of accessibility.
   *
   * @param page one that is a probe
   * @param scheme light or dark, for the message
   */
  void checkAccessibility(Page page, ColorScheme scheme) {
    page.evaluate(axe);
    var found =
        page.evaluate(
            """
            async () => (await axe.run()).violations
              .filter(v => ['serious', 'critical'].includes(v.impact))
              .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))
              .join('; ')
            """);
    assertThat(found).as("%s, %s", page.url(), scheme).isEqualTo("");
  }

  /** What looks for faults of accessibility, as a script. */
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
    chromium.close();
    playwright.close();
  }
}
