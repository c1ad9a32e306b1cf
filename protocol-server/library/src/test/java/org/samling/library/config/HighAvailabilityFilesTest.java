package org.samling.library.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.testing.Checkout;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * conf/ha: what its files say of each other is so, and programs that are installed take them.
 * Nothing fails over here.
 */
class HighAvailabilityFilesTest {

  private static final Path FILES = Checkout.file("conf/ha");
  private static final List<String> MACHINES = List.of("10.0.0.11", "10.0.0.12", "10.0.0.13");

  @TempDir private Path secrets;

  @Test
  void nodesNameEveryMachineThatCanBeThePrimary() throws IOException {
    assertThat(samling().store().database())
        .isInstanceOfSatisfying(
            Configuration.External.class,
            database ->
                assertThat(database.url())
                    .isEqualTo(
                        "jdbc:postgresql://%s:5432,%s:5432,%s:5432/samling"
                            .formatted(MACHINES.toArray())));
    assertThat(patroni().at("/etcd3/hosts").valueStream().map(JsonNode::stringValue))
        .containsExactlyElementsOf(MACHINES.stream().map(machine -> machine + ":2379").toList());
    assertThat(all("http://([\\d.]+):2380", line("etcd.env", "ETCD_INITIAL_CLUSTER=")))
        .containsExactlyElementsOf(MACHINES);
  }

  @Test
  void haproxySendsToThePortsThatNodesHaveAndIsOneOfTheirProxies() throws IOException {
    var samling = samling();
    var listener = samling.sip2().listeners().getFirst();
    assertThat(listener.port())
        .isEqualTo(serverPort("sip2_ready"))
        .isEqualTo(serverPort("sip2_alive"));
    assertThat(samling.z3950().port())
        .isEqualTo(serverPort("z3950_ready"))
        .isEqualTo(serverPort("z3950_alive"));
    assertThat(samling.http().port())
        .isEqualTo(serverPort("http_ready"))
        .isEqualTo(serverPort("http_alive"));
    assertThat(samling.http().proxies().networks()).hasSameSizeAs(MACHINES);
    var management = Objects.requireNonNull(samling.http().management());
    for (var backend : List.of("http_ready", "http_alive")) {
      assertThat(backend(backend).lines().filter(line -> line.startsWith("  server ")))
          .hasSize(2)
          .allMatch(line -> line.endsWith(" check port " + management.port()));
    }
    assertThat(Files.readString(FILES.resolve("samling.yaml")))
        .contains("proxy-protocol: true", "proxies: [" + String.join(", ", MACHINES) + "]");
    for (var backend : List.of("sip2_ready", "sip2_alive")) {
      assertThat(backend(backend).lines().filter(line -> line.startsWith("  server ")))
          .hasSize(2)
          .allMatch(line -> line.contains(" send-proxy-v2 "));
    }
  }

  @Test
  void patroniHasTheTimeThatItsLeaseNeeds() throws IOException {
    var cluster = patroni().at("/bootstrap/dcs");

    assertThat(cluster.get("ttl").intValue())
        .isGreaterThanOrEqualTo(
            cluster.get("loop_wait").intValue() + 2 * cluster.get("retry_timeout").intValue());
    assertThat(cluster.get("synchronous_mode").stringValue()).isEqualTo("quorum");
    assertThat(cluster.at("/postgresql/parameters/max_connections").intValue())
        .as("two nodes' connections, and 30")
        .isGreaterThan(2 * samling().store().connections() + 30);
    assertThat(patroni().at("/bootstrap/initdb").toString()).contains("data-checksums");
  }

  @Test
  void haproxyTakesItsFile() throws Exception {
    assumeTrue(isThere("haproxy"), "haproxy is not installed");

    var process =
        new ProcessBuilder("haproxy", "-c", "-f", FILES.resolve("haproxy.cfg").toString())
            .redirectErrorStream(true)
            .start();

    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("WARNING");
  }

  private static boolean isThere(String program) {
    return Pattern.compile(":")
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static JsonNode patroni() throws IOException {
    return new YAMLMapper().readTree(FILES.resolve("patroni.yml"));
  }

  /** Samling's configuration, with passwords in files. */
  private Configuration samling() throws IOException {
    for (var role : List.of("database-password", "owner-password")) {
      Files.writeString(secrets.resolve(role), "a word");
    }
    var file = secrets.resolve("samling.yaml");
    Files.writeString(
        file,
        Files.readString(FILES.resolve("samling.yaml"))
            .replace("/etc/samling", secrets.toString()));
    return Configuration.load(file, _ -> null);
  }

  private static int serverPort(String backend) throws IOException {
    var ports = all("(?m)^  server \\S+ [\\d.]+:(\\d+)", backend(backend));
    assertThat(ports).isNotEmpty().allMatch(ports.getFirst()::equals);
    return Integer.parseInt(ports.getFirst());
  }

  private static String backend(String name) throws IOException {
    return all(
            "(?ms)^backend " + name + "\n(.*?)(?:\n\n|\\z)",
            Files.readString(FILES.resolve("haproxy.cfg")))
        .getFirst();
  }

  private static String line(String file, String start) throws IOException {
    return Files.readString(FILES.resolve(file))
        .lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
