package org.samling.server.console.daily;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pictures of each page that the walk shows, at 1400 and 390 pixels, in light and in dark, for
 * somebody to look at. They are taken where the table is written.
 */
final class Pictures {

  private static final Path FOLDER = Path.of("target", "daily-tasks");
  private static final List<Integer> WIDTHS = List.of(1400, 390);
  private static final int HEIGHT = 900;

  private final boolean isOn;
  private final String locale;
  private final Set<String> taken = new HashSet<>();
  private String task = "";
  private int number;
  private long nanos;

  Pictures(boolean isOn, String locale) {
    this.isOn = isOn;
    this.locale = locale;
  }

  void begin(String name) {
    task = name.replaceAll("[^A-Za-z]+", "-");
    number = 0;
    nanos = 0;
  }

  /** How long the pictures of this task took. */
  Duration taken() {
    return Duration.ofNanos(nanos);
  }

  /** Takes a page as it stands, but for a page of an earlier picture that nothing was done on. */
  void take(Page page) {
    var start = System.nanoTime();
    if (isOn && taken.add(task + page.url() + page.locator("main").innerText())) {
      number++;
      for (var width : WIDTHS) {
        page.setViewportSize(width, HEIGHT);
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          var name = "%s-%d-%d-%s-%s.png".formatted(task, number, width, scheme, locale);
          page.screenshot(
              new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)).setFullPage(true));
        }
      }
      page.setViewportSize(WIDTHS.getFirst(), HEIGHT);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
    nanos += System.nanoTime() - start;
  }
}
