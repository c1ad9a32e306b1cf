package org.samling.library.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.testing.Checkout;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * conf/container as a release has it: what is named there is there, and fits the configuration. No
 * engine builds or runs it here.
 */
class ContainerFilesTest {

  private static final Path ORIGINAL = Checkout.file("conf/container");

  /** Those of the launcher; all others are named after keys. */
  private static final List<String> OF_THE_LAUNCHER = List.of("SAMLING_JAVA_OPTS");

  @TempDir private Path release;

  private Path container = Path.of("");
  private JsonNode compose = new YAMLMapper().createObjectNode();

  /** The files as they lie in a release, with the passwords made. */
  @BeforeEach
  void unpack() throws Exception {
    container = release.resolve("conf/container");
    try (var files = Files.walk(ORIGINAL)) {
      for (var file : files.toList()) {
        var within = ORIGINAL.relativize(file);
        if (!within.startsWith("secrets")) {
          Files.createDirectories(Objects.requireNonNull(container.resolve(within).getParent()));
          Files.copy(file, container.resolve(within));
        }
      }
    }
    assertThat(run(List.of("sh", container.resolve("make-secrets").toString()))).isEmpty();
    compose = new YAMLMapper().readTree(container.resolve("compose.yaml"));
  }

  @Test
  void whatTheComposeFileNamesIsThere() {
    var build = compose.at("/services/samling/build");
    var context = container.resolve(build.get("context").stringValue()).normalize();
    assertThat(context).isEqualTo(release);
    assertThat(context.resolve(build.get("dockerfile").stringValue())).isRegularFile();
    Stream.concat(files("configs"), files("secrets"))
        .forEach(file -> assertThat(container.resolve(file)).isNotEmptyFile());
    for (var service : compose.get("services")) {
      for (var volume : service.get("volumes")) {
        var source = volume.stringValue().split(":", -1)[0];
        if (source.startsWith(".")) {
          assertThat(container.resolve(source)).isNotEmptyDirectory();
        } else {
          assertThat(compose.get("volumes").has(source)).as(source).isTrue();
        }
      }
      for (var secret : service.get("secrets")) {
        assertThat(compose.get("secrets").has(secret.stringValue())).isTrue();
      }
    }
  }

  private Stream<String> files(String what) {
    return compose.get(what).properties().stream().map(p -> p.getValue().get("file").stringValue());
  }

  @Test
  void passwordsAreMadeOnceAndTheirDirectoryIsItsOwnersOnly() throws Exception {
    var secrets = container.resolve("secrets");
    var owner = Files.readString(secrets.resolve("owner"));
    assertThat(owner.strip()).matches("[A-Za-z0-9_-]{32}");
    assertThat(owner).isNotEqualTo(Files.readString(secrets.resolve("application")));

    run(List.of("sh", container.resolve("make-secrets").toString()));

    assertThat(Files.readString(secrets.resolve("owner"))).isEqualTo(owner);
    assertThat(Files.getPosixFilePermissions(secrets))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void everyVariableIsNamedAfterAKey() throws IOException {
    var variables = new ArrayList<String>();
    compose.at("/services/samling/environment").propertyNames().forEach(variables::add);
    Pattern.compile("SAMLING_[A-Z0-9_]+")
        .matcher(
            Files.readString(container.resolve("Dockerfile"))
                + Files.readString(container.resolve("is-ready")))
        .results()
        .forEach(found -> variables.add(found.group()));

    variables.removeAll(OF_THE_LAUNCHER);

    assertThat(Configuration.variables()).containsAll(variables);
  }

  @Test
  void configurationListensOnThePublishedPortsAndWritesToTheVolumeOnly() throws IOException {
    var file = container.resolve("samling.yaml");
    Files.writeString(
        file, Files.readString(file).replace("/run/secrets/", container + "/secrets/"));

    var configuration = Configuration.load(file, _ -> null);

    var sip2 = configuration.sip2();
    var z3950 = configuration.z3950();
    var http = configuration.http();
    assertThat(List.of(sip2.host(), z3950.host(), http.host())).containsOnly("0.0.0.0");
    var published =
        List.of(sip2.port(), z3950.port(), http.port()).stream()
            .map(port -> "${BIND:-127.0.0.1}:%1$d:%1$d".formatted(port));
    assertThat(strings(compose.at("/services/samling/ports")))
        .containsExactlyElementsOf(published.toList());
    assertThat(Files.readString(container.resolve("Dockerfile")))
        .contains("EXPOSE %d %d %d\n".formatted(sip2.port(), z3950.port(), http.port()));
    assertThat(configuration.store().database())
        .isInstanceOfSatisfying(
            Configuration.External.class,
            database -> {
              assertThat(database.url()).isEqualTo("jdbc:postgresql://database:5432/samling");
              assertThat(database.owner()).isNotNull();
            });
    assertThat(
            List.of(
                configuration.keys(),
                configuration.index().directory(),
                sip2.wireLog(),
                configuration.imports().uploads().directory()))
        .allMatch(path -> path.startsWith("/var/lib/samling"));
  }

  @Test
  void containersMayDoWhatTheyNeedAndNothingElse() throws IOException {
    for (var service : compose.get("services")) {
      assertThat(service.get("read_only").booleanValue()).isTrue();
      assertThat(service.get("user").stringValue()).isNotIn("root", "0", "0:0");
      assertThat(strings(service.get("cap_drop"))).containsExactly("ALL");
      assertThat(strings(service.get("security_opt"))).containsExactly("no-new-privileges:true");
      assertThat(service.at("/deploy/resources/limits").propertyNames())
          .containsExactly("cpus", "memory", "pids");
    }
    assertThat(compose.at("/services/database").has("ports")).isFalse();
    assertThat(compose.at("/services/database").has("healthcheck")).isTrue();
    assertThat(Files.readString(container.resolve("Dockerfile")))
        .containsPattern("(?m)^USER 10001:10001$")
        .containsPattern("(?m)^HEALTHCHECK ");
  }

  @Test
  void healthCheckGoesByTheServersAnswer() throws Exception {
    assertThat(isReady(200)).isZero();
    assertThat(isReady(503)).isNotZero();
  }

  /** The exit code of the health check where the server answers with a status. */
  private int isReady(int status) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      var check = new ProcessBuilder("bash", container.resolve("is-ready").toString());
      check.environment().put("SAMLING_HTTP_PORT", Integer.toString(server.getAddress().getPort()));
      var process = check.start();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void dockerComposeTakesTheFile() throws Exception {
    var program = dockerCompose();
    assumeTrue(!program.isEmpty(), "docker-compose is not installed");
    var command = new ArrayList<>(program);
    command.addAll(
        List.of("-f", container.resolve("compose.yaml").toString(), "config", "--quiet"));

    assertThat(run(command)).isEmpty();
  }

  private static List<String> dockerCompose() throws Exception {
    for (var program : List.of(List.of("docker-compose"), List.of("docker", "compose"))) {
      try {
        var version = new ArrayList<>(program);
        version.add("version");
        if (new ProcessBuilder(version)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0) {
          return program;
        }
      } catch (IOException _) {
        // It is not there.
      }
    }
    return List.of();
  }

  /** Runs a program, which must succeed, and returns what it said. */
  private static String run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static List<String> strings(JsonNode list) {
    return list.valueStream().map(JsonNode::stringValue).toList();
  }
}
