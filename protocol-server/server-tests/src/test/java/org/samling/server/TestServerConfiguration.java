package org.samling.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration;
import org.samling.postgres.TestLibrary;

/**
 * How a test's server is configured.
 *
 * @param sip2 the configuration of SIP2, in one line of YAML
 * @param http what else the configuration says of HTTP, in one line; may be empty
 * @param more one more line of YAML, also in the place of the usual one; may be empty
 * @param keys the file with the keys
 * @param answerWithin how long an answer may take
 * @param certificates the directory of a certificate and key, or null where nothing is encrypted
 */
record TestServerConfiguration(
    String sip2,
    String http,
    String more,
    Path keys,
    Duration answerWithin,
    @Nullable Path certificates) {

  /** What a test changes of an account counts at once. */
  private static final String EXACT = "logins: {checked-every: 0s}\n";

  static final TestServerConfiguration USUAL =
      new TestServerConfiguration(
          "{port: 0, wire-log: wire-log}",
          "",
          "",
          TestLibrary.keys(),
          TestLibrary.ANSWER_WITHIN,
          null);

  TestServerConfiguration sip2(String other) {
    return new TestServerConfiguration(other, http, more, keys, answerWithin, certificates);
  }

  TestServerConfiguration http(String other) {
    return new TestServerConfiguration(sip2, other, more, keys, answerWithin, certificates);
  }

  TestServerConfiguration more(String other) {
    return new TestServerConfiguration(sip2, http, other, keys, answerWithin, certificates);
  }

  TestServerConfiguration keys(Path other) {
    return new TestServerConfiguration(sip2, http, more, other, answerWithin, certificates);
  }

  TestServerConfiguration answerWithin(Duration other) {
    return new TestServerConfiguration(sip2, http, more, keys, other, certificates);
  }

  TestServerConfiguration encrypted(@Nullable Path directory) {
    return new TestServerConfiguration(sip2, http, more, keys, answerWithin, directory);
  }

  /** Writes it to a directory, for a server before a library, and reads it as a server does. */
  Configuration load(TestLibrary library, Path directory) {
    var file = directory.resolve("samling.yaml");
    var encrypted = certificates != null;
    try {
      Files.writeString(
          file,
          """
          store:
            url: "%s"
            user: %s
            password: "%s"
            connections: 3
            answer-within: %ds
          keys: "%s"
          %s
          sip2: %s
          z3950: {port: 0, result-sets: 3, tls: %s}
          http: {%s, tls: %s}
          %s
          %s
          """
              .formatted(
                  library.roles.url(),
                  library.roles.application(),
                  library.roles.applicationPassword().value(),
                  answerWithin.toSeconds(),
                  keys,
                  more.contains("index:") ? "" : "index: {directory: index}",
                  sip2,
                  encrypted,
                  http.startsWith("port:") ? http : http.isEmpty() ? "port: 0" : "port: 0, " + http,
                  encrypted,
                  certificates == null
                      ? ""
                      : "tls: {certificate: \"%1$s/certificate.pem\", key: \"%1$s/key.pem\"}"
                          .formatted(certificates.toAbsolutePath()),
                  more.contains("logins:") ? more : EXACT + more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Configuration.load(file);
  }
}
