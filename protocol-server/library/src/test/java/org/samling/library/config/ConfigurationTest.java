package org.samling.library.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.organisation.Secret;
import org.samling.library.config.Configuration.Embedded;
import org.samling.library.config.Configuration.External;
import org.samling.library.config.Configuration.Owner;
import org.samling.library.network.KnownCertificate;
import org.samling.library.network.KnownMachine;
import org.samling.library.yaml.YamlException;
import org.samling.postgres.connection.DatabaseSettings.SynchronousCommit;
import org.samling.routes.sip2.Sip2Settings;
import org.samling.testing.Checkout;
import org.samling.testing.SchemaKeys;

class ConfigurationTest {

  @TempDir Path directory;

  private Path file(String text) {
    try {
      return Files.writeString(directory.resolve("samling.yaml"), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(
            YamlException.class, () -> Configuration.load(file(text), _ -> null))
        .problems()
        .stream()
        .map(p -> p.replace(directory + "/", ""))
        .toList();
  }

  @Test
  void emptyFileGivesTheDefaults() {
    var configuration = Configuration.load(file("# nothing\n"));

    assertThat(configuration).isEqualTo(Configuration.defaults(directory));
    assertThat(configuration.store())
        .isEqualTo(
            new Configuration.Store(
                new Embedded(directory.resolve("data/postgresql"), 0),
                null,
                10,
                64,
                2000,
                8,
                Duration.ofSeconds(4)));
    assertThat(configuration.keys()).isEqualTo(directory.resolve("data/keys.properties"));
    assertThat(configuration.sip2())
        .isEqualTo(
            new Configuration.Sip2(
                false,
                6001,
                "127.0.0.1",
                new Configuration.Sip2.Connections(
                    Duration.ofSeconds(30), Duration.ofMinutes(30), 2000, 65536, 1024),
                Duration.ofMinutes(10),
                directory.resolve("data/sip2-log"),
                Sip2Settings.UnknownMessages.IGNORE,
                Duration.ZERO,
                new Sip2Listener.Limits(null, null, null, 50),
                List.of()));
    assertThat(configuration.http().limits())
        .isEqualTo(
            new HttpSettings.Limits(
                4000, 200, Duration.ofSeconds(30), Duration.ofSeconds(30), 16384));
  }

  @Test
  void databaseOfOnesOwnTakesItsSecretsFromTheEnvironmentAndFromFiles() throws IOException {
    Files.writeString(directory.resolve("owner"), "of-owner\n");
    var configuration =
        Configuration.load(
            file(
                """
                store:
                  url: jdbc:postgresql://${HOST}/samling
                  user: app
                  password: ${PASSWORD}
                  owner: owner
                  owner-password-file: owner
                  connections: ${CONNECTIONS}
                """),
            Map.of("HOST", "db", "PASSWORD", "471147", "CONNECTIONS", "20")::get);

    assertThat(configuration.store().database())
        .isEqualTo(
            new External(
                "jdbc:postgresql://db/samling",
                "app",
                new Secret("471147"),
                new Owner("owner", new Secret("of-owner"))));
    assertThat(configuration.store().connections()).isEqualTo(20);
    assertThat(configuration.toString()).doesNotContain("471147", "of-owner");
  }

  @Test
  void codingsOfSourcesAreReadAndEachSourceIsNamedOnce() {
    var written =
        """
        keys: k
        import:
          codings:
            - {source: "773500", coding: latin-1}
            - {source: DK-870970, coding: hold}
        """;

    assertThat(Configuration.load(file(written), Map.<String, String>of()::get).imports().codings())
        .isEqualTo(Map.of("773500", CodingRule.LATIN_1, "DK-870970", CodingRule.HOLD));
    assertThat(problems(written + "    - {source: \"773500\", coding: marc-8}\n"))
        .containsExactly(
            "samling.yaml:6: import.codings.source: is already listed above; list each source once");
    assertThat(problems("keys: k\nimport:\n  codings: [{source: a, coding: ansel}]\n"))
        .singleElement()
        .asString()
        .contains("latin-1");
  }

  @Test
  void variableThatIsNotSetIsNamedWithItsLine() {
    assertThat(problems("keys: k\nstore:\n  url: ${NO_URL}\n"))
        .containsExactly(
            "samling.yaml:3: store.url: the environment variable NO_URL is not set; set it, or"
                + " write the value here");
  }

  @Test
  void valueOfAVariableIsCheckedLikeAnyOther() {
    var file = file("sip2:\n  port: ${PORT}\n");

    assertThat(
            catchThrowableOfType(
                YamlException.class,
                () -> Configuration.load(file, name -> name.equals("PORT") ? "kiosk" : null)))
        .hasMessage(file + ":2: sip2.port: must be a number from 0 to 65535, not \"kiosk\"");
  }

  @Test
  void variableThatIsNamedAfterAKeyOverridesTheFile() {
    var variables =
        Map.of(
            "SAMLING_HTTP_PORT",
            "8181",
            "SAMLING_SIP2_IDLE_TIMEOUT",
            "5m",
            "SAMLING_STORE_EMBEDDED_DIRECTORY",
            "elsewhere");
    var file = file("http:\n  port: 1\n  host: 127.0.0.2\nsip2:\n");

    var configuration = Configuration.load(file, variables::get);

    assertThat(configuration.http().port()).isEqualTo(8181);
    assertThat(configuration.http().host()).isEqualTo("127.0.0.2");
    assertThat(configuration.sip2().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(configuration.store().database())
        .isEqualTo(new Embedded(directory.resolve("elsewhere"), 0));
    assertThat(Configuration.variables()).containsAll(variables.keySet()).doesNotHaveDuplicates();
  }

  @Test
  void variableThatIsWrongIsNamed() {
    var file = file("sip2:\n  frame-limit: 2048\n");

    assertThat(
            catchThrowableOfType(
                YamlException.class,
                () ->
                    Configuration.load(
                        file,
                        Map.of(
                                "SAMLING_HTTP_PORT",
                                "eighty",
                                "SAMLING_STORE_OWNER_PASSWORD",
                                "very-secret")
                            ::get)))
        .hasMessage(
            "SAMLING_HTTP_PORT: http.port: must be a number from 0 to 65535, not \"eighty\"");
    assertThat(
            catchThrowableOfType(
                YamlException.class,
                () ->
                    Configuration.load(
                        file, Map.of("SAMLING_SIP2_FRAME_LIMIT_BEFORE_LOGIN", "4096")::get)))
        .hasMessage(
            "SAMLING_SIP2_FRAME_LIMIT_BEFORE_LOGIN: sip2.frame-limit-before-login: must not be above frame-limit");
  }

  @Test
  void databaseIsEitherEmbeddedOrOnesOwn() {
    assertThat(problems("store:\n  embedded: {}\n  url: jdbc:postgresql:x\n"))
        .containsExactly(
            "samling.yaml:3: store.url: can't be used with \"embedded\"; keep one of the two");
    assertThat(problems("store:\n  user: app\n"))
        .containsExactly(
            "samling.yaml:2: store.user: needs a database of your own; add \"url\" or"
                + " \"hosts\", or remove this");
  }

  @Test
  void serversOfADatabaseOfOnesOwnAreNamedByTheirHosts() {
    var written =
        """
        store:
          hosts: [db1.example.org:5432, "[::1]:5433"]
          user: app
          password: secret
        """;
    assertThat(Configuration.load(file(written)).store().database())
        .isEqualTo(
            new External(
                "jdbc:postgresql://db1.example.org:5432,[::1]:5433/samling",
                "app",
                new Secret("secret"),
                null));
    var store =
        Configuration.load(file(written + "  database: loans\n  synchronous-commit: on\n")).store();
    assertThat(store.database())
        .extracting(database -> ((External) database).url())
        .asString()
        .endsWith("/loans");
    assertThat(store.synchronousCommit()).isEqualTo(SynchronousCommit.ON);

    assertThat(problems(written + "  url: jdbc:postgresql:x\n"))
        .containsExactly(
            "samling.yaml:5: store.url: can't be used with \"hosts\"; keep one of the two");
    assertThat(problems(written + "  embedded: {}\n"))
        .containsExactly(
            "samling.yaml:2: store.hosts: can't be used with \"embedded\"; keep one of the two");
    assertThat(problems("store:\n  database: loans\n"))
        .containsExactly(
            "samling.yaml:2: store.database: needs \"hosts\"; add them or remove this");
    assertThat(problems(written.replace("db1.example.org:5432", "a:99999, b:1, b:1")))
        .containsExactly(
            "samling.yaml:2: store.hosts: a:99999 has no port from 1 to 65535",
            "samling.yaml:2: store.hosts: b:1 is listed twice");
    assertThat(problems(written.replace("db1.example.org:5432", "db1.example.org")))
        .containsExactly(
            "samling.yaml:2: store.hosts: must be a host and its port, such as db1.example.org:5432,"
                + " not \"db1.example.org\"");
    assertThat(problems(written + "  synchronous-commit: off\n"))
        .singleElement()
        .asString()
        .startsWith("samling.yaml:5: store.synchronous-commit: must be one of ");
  }

  @Test
  void databaseOfOnesOwnNeedsAUserAndAPassword() {
    assertThat(problems("store:\n  url: jdbc:postgresql:x\n  owner-password: x\n"))
        .containsExactly(
            "samling.yaml:1: store.user: is missing; name the application's role, which must not own"
                + " the tables",
            "samling.yaml:1: store.password: is missing; write \"password\" or \"password-file\"",
            "samling.yaml:3: store.owner-password: needs an owner; add \"owner\" or remove"
                + " this");
  }

  @Test
  void passwordFileHasToBeThereAndToHoldSomething() throws IOException {
    Files.writeString(directory.resolve("empty"), "\n");
    var text = "store:\n  url: jdbc:postgresql:x\n  user: app\n  password-file: ";

    assertThat(problems(text + "missing\n"))
        .containsExactly(
            "samling.yaml:4: store.password-file: the file can't be read:"
                + " java.nio.file.NoSuchFileException: missing");
    assertThat(problems(text + "empty\n"))
        .containsExactly(
            "samling.yaml:4: store.password-file: the file empty is empty; write the password into"
                + " it");
    assertThat(problems(text + "empty\n  password: x\n"))
        .containsExactly(
            "samling.yaml:5: store.password: can't be used with \"password-file\"; keep one of the two");
  }

  @Test
  void durationsAndFrameLimitsHaveBounds() {
    assertThat(
            problems(
                """
                sip2:
                  idle-timeout: 25h
                  frame-limit: 512
                  frame-limit-before-login: 1024
                """))
        .containsExactly(
            "samling.yaml:2: sip2.idle-timeout: must be at most 24h, not 25h",
            "samling.yaml:4: sip2.frame-limit-before-login: must not be above frame-limit");
  }

  @Test
  void retransmissionsNeedNotBeRememberedAtAll() {
    var none = Configuration.load(file("sip2: {retransmission-window: 0s}\n"));
    assertThat(none.sip2().retransmissionWindow()).isZero();
    assertThat(problems("sip2: {retransmission-window: -1s}\n"))
        .containsExactly(
            "samling.yaml:1: sip2.retransmission-window: must be a duration such as 0s, 30s or 10m, not \"-1s\"");
  }

  @Test
  void listenersSayWhoMayConnectAndWhomTheyServe() throws IOException {
    Files.createFile(directory.resolve("c.pem"));
    Files.createFile(directory.resolve("k.pem"));
    var sip2 =
        Configuration.load(
                file(
                    """
                    sip2:
                      max-connections: 900
                      limits: {messages-per-account: 30}
                      listeners:
                        - {port: 6001, allow: [10.20.0.0/16, "2001:db8::/32"], tenant: solbaek}
                        - port: 6002
                          tls: true
                          certificate: c.pem
                          key: k.pem
                          client-certificate: required
                          client-authorities: c.pem
                          server-names: [{name: Sip2.Example.org, account: door}]
                          machines: [{account: door-1, certificate: "CN=door-1,O=Solbæk"}]
                          proxy-protocol: true
                          proxies: [10.0.0.5]
                          max-connections: 100
                          limits: {burst: 5}
                    """))
            .sip2();
    var plain = sip2.listeners().getFirst();
    assertThat(plain.allow()).hasToString("[10.20.0.0/16, 2001:db8:0:0:0:0:0:0/32]");
    assertThat(plain.tenant()).isEqualTo("solbaek");
    assertThat(plain.maxConnections()).isEqualTo(900);
    assertThat(plain.limits().messagesPerAccount()).isEqualTo(30);
    assertThat(plain.tls()).isNull();
    assertThat(plain.proxies()).isNull();
    var encrypted = sip2.listeners().getLast();
    assertThat(encrypted.tls())
        .isEqualTo(
            new Sip2Listener.Encryption(
                new Configuration.Tls(directory.resolve("c.pem"), directory.resolve("k.pem")),
                List.of(new Sip2Listener.ServerName("sip2.example.org", null, null, "door")),
                Sip2Listener.ClientCertificate.REQUIRED,
                directory.resolve("c.pem")));
    assertThat(encrypted.proxies()).hasToString("[10.0.0.5/32]");
    assertThat(encrypted.machines())
        .containsExactly(
            new KnownMachine("door-1", List.of(), KnownCertificate.parse("CN=door-1, O=Solbæk")));
    assertThat(encrypted.maxConnections()).isEqualTo(100);
    assertThat(encrypted.limits()).isEqualTo(new Sip2Listener.Limits(null, null, null, 5));
  }

  @Test
  void whatAListenerCanNotMeanIsNamedWithItsLine() {
    assertThat(
            problems(
                """
                sip2:
                  port: 6001
                  listeners:
                    - port: 6002
                      allow: [10.20.3.4/16]
                      proxies: [10.0.0.5]
                      server-names: [{name: a.example.org}]
                      client-certificate: optional
                    - port: 6002
                      tls: true
                      client-certificate: optional
                      machines: [{account: door}, {account: gate, certificate: "?"}]
                """))
        .containsExactly(
            "samling.yaml:2: sip2.port: can't be used with \"listeners\"; set it for each of them",
            "samling.yaml:6: sip2.listeners.proxies: \"proxy-protocol: true\" and \"proxies\" must"
                + " be used together; write both or neither",
            "samling.yaml:7: sip2.listeners.server-names: needs TLS; add \"tls: true\" or"
                + " remove this",
            "samling.yaml:8: sip2.listeners.client-certificate: needs TLS; add \"tls: true\" or"
                + " remove this",
            "samling.yaml:5: sip2.listeners.allow: must begin with the network's first address:"
                + " write 10.20.0.0/16",
            "samling.yaml:9: sip2.listeners.port: is already used by another listener; choose another",
            "samling.yaml:11: sip2.listeners.client-certificate: \"client-certificate\" and"
                + " \"client-authorities\" must be used together; write both or neither",
            "samling.yaml:10: sip2.listeners.tls: needs a certificate; add \"certificate\" and"
                + " \"key\" here, or \"tls\" for all listeners",
            "samling.yaml:12: sip2.listeners.machines.account: can't be recognised; add \"from\" or"
                + " \"certificate\" to it",
            "samling.yaml:12: sip2.listeners.machines.certificate: is never asked for; add"
                + " \"client-certificate\" and \"client-authorities\" to the listener",
            "samling.yaml:12: sip2.listeners.machines.certificate: must be a SHA-256 fingerprint (64"
                + " hexadecimal digits), a subject such as \"CN=door-1,O=Solbæk\" or a name such as \"DNS:door-1.example.org\", not \"?\"");
    assertThat(problems("sip2:\n  listeners:\n    - {port: 6001, alow: []}\n"))
        .containsExactly(
            "samling.yaml:3: sip2.listeners.alow: unknown key; did you mean \"allow\"?");
  }

  @Test
  void partnersThatBringCertificatesOrTokensAreCheckedBeforeTheServerStarts() throws IOException {
    Files.createFile(directory.resolve("partners.pem"));
    assertThat(
            problems(
                """
                http: {client-authorities: partners.pem}
                ncip:
                  tcp: {client-authorities: partners.pem}
                  machines: [{account: a, certificate: "?"}]
                  tokens:
                    issuer: https://login.example.org
                    audience: samling
                    keys: http://login.example.org/jwks
                    accounts: [{name: x, account: a}, {name: x, account: b}]
                    clock-skew: 6m
                """))
        .containsExactlyInAnyOrder(
            "samling.yaml:1: http.client-authorities: needs \"tls: true\"; add it or remove this",
            "samling.yaml:3: ncip.tcp.client-authorities: needs \"tls: true\"; add it or remove"
                + " this",
            "samling.yaml:4: ncip.machines.certificate: must be a SHA-256 fingerprint (64"
                + " hexadecimal digits), a subject such as \"CN=door-1,O=Solbæk\" or a name such as"
                + " \"DNS:door-1.example.org\", not \"?\"",
            "samling.yaml:8: ncip.tokens.keys: must be https: whoever can change the keys can make tokens",
            "samling.yaml:9: ncip.tokens.accounts: is already listed; remove one of the two",
            "samling.yaml:10: ncip.tokens.clock-skew: must be at most 5m, not 6m");
    assertThat(problems("ncip: {tokens: {issuer: a, audience: b}}\n"))
        .containsExactly(
            "samling.yaml:1: ncip.tokens.keys: write either \"keys\" or \"keys-file\"");
  }

  @Test
  void exampleLoadsAndSaysTheDefaults() {
    var example = Checkout.file("conf/samling.yaml");

    assertThat(Configuration.load(example, _ -> null))
        .isEqualTo(Configuration.defaults(example.resolve("../..").normalize()));
  }

  @Test
  void exampleNamesEveryKeyAndItsOtherChoiceLoadsToo() throws IOException {
    var text = Files.readString(Checkout.file("conf/samling.yaml"));
    for (var key : SchemaKeys.of(Configuration.SCHEMA.rules())) {
      var name = key.path().substring(key.path().lastIndexOf('.') + 1);
      assertThat(text).as(key.path()).containsPattern("(?m)^ *(#-)?(- \\{?)?" + name + ":");
    }

    var other =
        text.replaceAll("(?m)^  embedded:$", "")
            .replaceAll("(?m)^    (directory|port): .*$", "")
            .replaceAll("(?m)^  (tls|plain|port|host): .*$", "")
            .replaceAll("(?m)^  #-(hosts|database): .*$", "")
            .replaceAll("(?m)^ *#-[a-z-]*(password|keys?|secret|authorization)-file: .*$", "")
            .replace("#-", "")
            .replace("/etc/samling/", "");
    Files.createFile(directory.resolve("fullchain.pem"));
    Files.createFile(directory.resolve("key.pem"));
    Files.createFile(directory.resolve("machines.pem"));
    Files.createFile(directory.resolve("mail-authorities.pem"));
    assertThat(
            Configuration.load(file(other), name -> other.contains("${" + name) ? name : null)
                .store()
                .database())
        .isEqualTo(
            new External(
                "jdbc:postgresql://db.example.org:5432/samling",
                "samling_app",
                new Secret("SAMLING_PASSWORD"),
                new Owner("samling_owner", new Secret("SAMLING_OWNER_PASSWORD"))));
  }

  @Test
  void tableOfTheDocumentIsThatOfTheSchema() throws IOException {
    var text = Files.readString(Checkout.file("docs/configuration.md"));
    var rows = text.lines().filter(l -> l.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            SchemaKeys.of(Configuration.SCHEMA.rules()).stream()
                .map(key ->
                    "| `%s` | %s | %s |"
                        .formatted(key.path(), defaultOf(key), key.keyword("description")))
                .toList());
    assertThat(text).contains("org/samling/library/config/samling.schema.json");
  }

  private static String defaultOf(SchemaKeys.Key key) {
    var value = key.keyword("default");
    return value.isEmpty() || value.equals("{}") ? "" : "`" + value + "`";
  }
}
