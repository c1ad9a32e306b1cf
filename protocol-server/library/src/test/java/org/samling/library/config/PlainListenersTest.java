package org.samling.library.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.library.yaml.YamlException;

/** Listeners by which passwords would cross a network unencrypted. */
class PlainListenersTest {

  @TempDir Path directory;

  private List<String> problems(String text, Map<String, String> environment) {
    try {
      var file = Files.writeString(directory.resolve("samling.yaml"), text);
      return catchThrowableOfType(
              YamlException.class, () -> Configuration.load(file, environment::get))
          .problems()
          .stream()
          .map(problem -> problem.replace(directory + "/", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void isTaken(String text) {
    assertThatCode(() ->
            Configuration.load(
                Files.writeString(directory.resolve("samling.yaml"), text), _ -> null))
        .doesNotThrowAnyException();
  }

  private static String sentence(String where, String host) {
    return where
        + ": %s can be reached by other machines, and passwords would cross the network unencrypted: set \"tls: true\" for this listener, or accept that with \"plain: accepted\""
            .formatted(host);
  }

  @Test
  void listenerThatOtherMachinesReachWithoutTlsNeedsPlainAccepted() {
    assertThat(
            problems(
                """
                sip2: {host: 0.0.0.0}
                z3950: {host: "::"}
                ncip: {tcp: {host: 192.0.2.7}}
                http: {host: library.example}
                """,
                Map.of()))
        .containsExactlyInAnyOrder(
            sentence("samling.yaml:1: sip2.host", "0.0.0.0"),
            sentence("samling.yaml:2: z3950.host", "::"),
            sentence("samling.yaml:3: ncip.tcp.host", "192.0.2.7"),
            sentence("samling.yaml:4: http.host", "library.example"));
    assertThat(
            problems(
                """
                sip2:
                  listeners:
                    - {port: 1}
                    - {port: 2, host: 0.0.0.0, plain: accepted}
                    - {port: 3, host: 0.0.0.0, proxy-protocol: true, proxies: [10.0.0.5]}
                """,
                Map.of()))
        .containsExactly(sentence("samling.yaml:5: sip2.listeners.host", "0.0.0.0"));
    assertThat(problems("# nothing\n", Map.of("SAMLING_HTTP_HOST", "0.0.0.0")))
        .containsExactly(sentence("SAMLING_HTTP_HOST: http.host", "0.0.0.0"));

    isTaken(
        """
        sip2: {host: 0.0.0.0, plain: accepted}
        z3950: {host: "::", plain: accepted}
        ncip: {tcp: {host: 192.0.2.7, plain: accepted}}
        http: {host: library.example, plain: accepted, management: {port: 0, host: 0.0.0.0}}
        """);
  }

  @Test
  void listenerOfThisMachineAloneNeedsNoTls() {
    isTaken(
        """
        sip2: {host: 127.0.0.9}
        z3950: {host: "::1"}
        http: {host: localhost}
        """);
  }

  @Test
  void listenerWithTlsMayBeReachedByAll() throws IOException {
    Files.writeString(directory.resolve("one.pem"), "-");
    isTaken(
        """
        tls: {certificate: one.pem, key: one.pem}
        sip2: {listeners: [{port: 1, host: 0.0.0.0, tls: true}]}
        z3950: {host: 0.0.0.0, tls: true}
        http: {host: 0.0.0.0, tls: true}
        """);
  }
}
