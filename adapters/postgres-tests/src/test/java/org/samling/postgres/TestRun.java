package org.samling.postgres;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs tests in a JVM of their own: the classes that are named, or all of this package. */
final class TestRun {

  private TestRun() {}

  /** Ends with 0 where some were run and none failed. */
  public static void main(String[] classes) {
    List<? extends DiscoverySelector> selected =
        classes.length == 0
            ? List.of(DiscoverySelectors.selectPackage(TestRun.class.getPackageName()))
            : Stream.of(classes).map(DiscoverySelectors::selectClass).toList();
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selected)
            // Of the programs that Samling brings, and this.
            .filters(excludeClassNamePatterns(".*\\.embedded\\..*", ".*\\.OldestPostgresTest"))
            .build();
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    var summary = listener.getSummary();
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    summary.printTo(out);
    summary.printFailuresTo(out);
    System.exit(
        summary.getTestsSucceededCount() > 0 && summary.getTotalFailureCount() == 0 ? 0 : 1);
  }
}
