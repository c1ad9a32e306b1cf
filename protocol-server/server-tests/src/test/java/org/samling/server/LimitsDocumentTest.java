package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.samling.core.requests.ResourceLimit;

/** The table of limits in docs/security.md: what it names is there, with the values it gives. */
class LimitsDocumentTest {

  private static final Path ROOT = Path.of(System.getProperty("test-fixtures.dir")).getParent();

  private static final int METRIC = 7;
  private static final int TEST = 8;

  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern METRIC_NAME = Pattern.compile("`(samling_\\w+)`(?: \\(([^)]*)\\))?");
  private static final Pattern KEY =
      Pattern.compile("`([a-z0-9-]+(?:\\.[a-z0-9-]+)+)`(?: = (\\w+))?");
  private static final Pattern CONSTANT =
      Pattern.compile("`(\\w+)\\.([A-Z_]+)` = ([\\w* ]*\\w)(?=[ ,;|]|$)");

  /** The cells of the table's rows, the first of them empty. */
  private static List<String[]> rows() throws IOException {
    var section =
        Files.readString(ROOT.resolve("docs/security.md"))
            .replaceAll("(?s)^.*\n## Limits\n", "")
            .replaceAll("(?s)\n## .*$", "");
    return section
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| resource"))
        .map(line -> line.split("\\|", -1))
        .toList();
  }

  private static Map<String, List<String>> sources(String directory) throws IOException {
    try (var files = Files.find(ROOT, 20, (f, _) -> isJava(f, directory))) {
      var sources = new HashMap<String, List<String>>();
      for (var file : files.toList()) {
        var name = file.getFileName().toString().replace(".java", "");
        sources.computeIfAbsent(name, _ -> new ArrayList<>()).add(Files.readString(file));
      }
      return sources;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isJava(Path file, String directory) {
    return file.toString().endsWith(".java") && file.toString().contains("/" + directory + "/");
  }

  @Test
  void everyLimitHasAMetricAndATestThatAreThere() throws Exception {
    var tests = sources("src/test/java");
    try (var server = new TestServer();
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/metrics".formatted(server.listeners.httpPort())))
              .build();
      var metrics = client.send(request, BodyHandlers.ofString()).body();
      for (var limit : ResourceLimit.values()) {
        assertThat(metrics)
            .contains("samling_limits_reached_total{limit=\"%s\"}".formatted(limit.word()));
      }
      var sources = sources("src/main/java");
      for (var row : rows()) {
        assertThat(row[METRIC]).as("metric of%s", row[1]).containsPattern("`samling_|none: ");
        for (var metric : METRIC_NAME.matcher(row[METRIC]).results().toList()) {
          assertThat(metrics + registered(sources)).contains(metric.group(1));
          if (metric.group(2) != null) {
            for (var word : metric.group(2).replace("`", "").split(", ")) {
              assertThat(ResourceLimit.values()).extracting(ResourceLimit::word).contains(word);
            }
          }
        }
        var named = TEST_NAME.matcher(row[TEST]).results().toList();
        assertThat(named).as("tests of%s", row[1]).isNotEmpty();
        for (var test : named) {
          assertThat(tests.getOrDefault(test.group(1), List.of()))
              .as(test.group())
              .anyMatch(source -> source.contains("void " + test.group(2) + "("));
        }
      }
    }
  }

  /** Metrics that are shown from the first time on that they count. */
  private static String registered(Map<String, List<String>> sources) {
    var names = new StringBuilder();
    for (var protocol : List.of("sip2", "z3950", "ncip", "rest", "sru")) {
      names.append(" samling_").append(protocol).append("_answers_seconds");
    }
    assertThat(sources.get("AnswerMetrics").getFirst())
        .contains("\"samling.\" + protocol + \".answers\"");
    assertThat(sources.get("TcpListeners").getFirst()).contains("refusals(metrics, \"ncip\")");
    names.append(" samling_ncip_refused_total"); // where there is a listener without HTTP
    for (var name : List.of("ImportCounts", "Channels", "JobMetrics")) {
      Pattern.compile("\"(samling\\.[a-z.]+)\"")
          .matcher(sources.get(name).getFirst())
          .results()
          .forEach(
              found -> names.append(' ').append(found.group(1).replace('.', '_')).append("_total"));
    }
    return names.toString();
  }

  @Test
  void keysOfLimitsAreOfTheConfigurationAndHaveTheseDefaults() throws IOException {
    var configuration = new HashMap<String, String>();
    for (var line : Files.readAllLines(ROOT.resolve("docs/configuration.md"))) {
      var cells = line.split("\\|", -1);
      if (cells.length > 3 && cells[1].strip().startsWith("`")) {
        configuration.put(cells[1].strip().replace("`", ""), cells[2].strip().replace("`", ""));
      }
    }
    for (var row : rows()) {
      for (var cell : Arrays.copyOfRange(row, 2, 6)) {
        for (var key : KEY.matcher(cell).results().toList()) {
          if (!key.group(1).startsWith("access.")) {
            assertThat(configuration).containsKey(key.group(1));
            if (key.group(2) != null) {
              assertThat(configuration.get(key.group(1))).as(key.group(1)).isEqualTo(key.group(2));
            }
          }
        }
      }
    }
  }

  @Test
  void limitsThatAreBuiltInHaveTheseValues() throws IOException {
    var sources = sources("src/main/java");
    for (var row : rows()) {
      for (var cell : Arrays.copyOfRange(row, 2, 6)) {
        for (var constant : CONSTANT.matcher(cell).results().toList()) {
          var value = constant.group(3).replaceAll("(?<=\\d) [a-zA-Z].*$", "");
          assertThat(sources.getOrDefault(constant.group(1), List.of()))
              .as(constant.group())
              .anyMatch(source ->
                  Pattern.compile(
                          "\\b%s\\s*=\\s*(?:FileSize\\.valueOf\\(\")?%s\\b"
                              .formatted(constant.group(2), Pattern.quote(value)))
                      .matcher(source)
                      .find());
        }
      }
    }
  }
}
