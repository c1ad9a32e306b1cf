package org.samling.exchange.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.Notices.NoticeFilter;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;
import org.samling.library.config.NoticeSettings;
import org.samling.library.config.NoticeSettings.Login;
import org.samling.library.config.NoticeSettings.Security;
import org.samling.postgres.TestLibrary;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.samling.routes.notices.NoticeMeter;
import org.samling.routes.notices.NoticeRelay;
import org.samling.routes.notices.OutgoingNotice;

/** Mails to servers that ask for encryption and a login, and what is said where that fails. */
class MailSecurityTest {

  private static final Login LOGIN =
      new Login(SecureMailServer.USER, new Secret(SecureMailServer.PASSWORD));

  private static final Tenant NORTH =
      new Tenant(
          new TenantId(1),
          "north",
          "Nordbibliotekerne",
          ZoneId.of("Europe/Copenhagen"),
          Currency.getInstance("DKK"),
          false);

  @TempDir private static Path directory;
  private static X509Bundle certificate;
  private static Path authorities;

  @SuppressWarnings("NullAway.Init") // made before all tests
  MailSecurityTest() {}

  @BeforeAll
  static void issue() throws Exception {
    var authority =
        new CertificateBuilder()
            .subject("CN=Samling test authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    certificate =
        new CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .buildIssuedBy(authority);
    authorities = directory.resolve("authorities.pem");
    Files.writeString(authorities, authority.getCertificatePEM());
  }

  private static NoticeSettings.Smtp smtp(
      String host,
      SecureMailServer server,
      Security security,
      @Nullable Login login,
      @Nullable Path authorities) {
    return new NoticeSettings.Smtp(
        host, server.port(), security, login, "bibliotek@north.example.org", authorities);
  }

  private static NoticeSettings settings(NoticeSettings.Smtp smtp) {
    return new NoticeSettings(
        Duration.ofMinutes(1),
        List.of(
            new NoticeSettings.Channel(
                "email", null, Reach.EMAIL, NoticeForm.FULL, 2, Duration.ofSeconds(10), smtp)));
  }

  private static DefaultCamelContext camel() {
    var camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    return camel;
  }

  private static Delivery send(NoticeSettings.Smtp smtp, String address) {
    var camel = camel();
    try (var channels = new Channels(camel, settings(smtp))) {
      return channels.send(
          channels.find(NORTH, "email").orElseThrow(),
          new OutgoingNotice(
              Uuids.next(Instant.now()),
              NORTH,
              MessageKind.READY,
              address,
              UUID.randomUUID(),
              NoticeLanguage.DA,
              new Text("Klar på hylden", "Hej Åse")));
    } finally {
      camel.stop();
    }
  }

  private static String why(Delivery delivery) {
    return delivery instanceof Delivery.Failed(var why) ? why : delivery.toString();
  }

  @ParameterizedTest
  @EnumSource(value = Security.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void mailGoesOverAnEncryptedConnectionAfterALogin(Security security) throws Exception {
    try (var server = new SecureMailServer(security, certificate)) {
      assertThat(send(smtp("localhost", server, security, LOGIN, authorities), "a@example.org"))
          .isEqualTo(new Delivery.Accepted());
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().getFirst().getSubject()).isEqualTo("Klar på hylden");
      assertThat(server.mails().getFirst().getContent()).asString().contains("Hej Åse");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Security.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void wrongPasswordIsToldAndNotThePassword(Security security) throws Exception {
    try (var server = new SecureMailServer(security, certificate)) {
      var wrong = new Login(SecureMailServer.USER, new Secret("open sesame"));
      assertThat(why(send(smtp("localhost", server, security, wrong, authorities), "a@b.dk")))
          .startsWith(
              "localhost:%d does not let in the user \"samling\"; see to user and password of the"
                      .formatted(server.port())
                  + " channel (535")
          .doesNotContain("sesame");
      assertThat(server.mails()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Security.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void certificateOfAnUnknownAuthorityOrOfAnotherNameIsNotTrusted(Security security)
      throws Exception {
    try (var server = new SecureMailServer(security, certificate)) {
      assertThat(why(send(smtp("localhost", server, security, LOGIN, null), "a@example.org")))
          .startsWith(
              "no TLS with localhost:%d; see that host is the name in its certificate, and that Java"
                      .formatted(server.port())
                  + " or \"authorities\" knows who issued it (");
      assertThat(
              why(send(smtp("127.0.0.1", server, security, LOGIN, authorities), "a@example.org")))
          .startsWith("no TLS with 127.0.0.1:");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void serverThatCanNotStarttlsIsNotUsed() throws Exception {
    try (var server = new SecureMailServer(Security.NONE, certificate)) {
      assertThat(
              why(
                  send(
                      smtp("localhost", server, Security.STARTTLS, LOGIN, authorities),
                      "a@example.org")))
          .contains("STARTTLS is required");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void addressThatTheServerRefusesBounces() throws Exception {
    try (var server = new SecureMailServer(Security.STARTTLS, certificate)) {
      assertThat(
              send(
                  smtp("localhost", server, Security.STARTTLS, LOGIN, authorities),
                  "nobody@example.org"))
          .isEqualTo(new Delivery.Bounced("refused with 553"));
    }
  }

  @Test
  void fileWithoutACertificateIsRefusedAtTheStart() throws Exception {
    var empty = Files.createFile(directory.resolve("empty.pem"));
    try (var server = new SecureMailServer(Security.TLS, certificate)) {
      assertThatThrownBy(
              () -> send(smtp("localhost", server, Security.TLS, LOGIN, empty), "a@example.org"))
          .hasStackTraceContaining("there is no certificate in " + empty);
    }
  }

  @Test
  void noNoticeIsLostWhileTheServerCanNotBeUsedAndABounceIsNoted() throws Exception {
    try (var library = new TestLibrary();
        var server = new SecureMailServer(Security.STARTTLS, certificate)) {
      library.set(Setting.NOTICE_DAILY, "-");
      library.asSuperuser("update patron set email = 'a@example.org'");
      library.asSuperuser(
          "update patron set email = 'nobody@example.org' where id = (select patron_id from"
              + " patron_identifier where tenant_id = %s and value = 'B')"
                  .formatted(library.north));
      for (var patron : List.of("A", "B")) {
        var item = patron.equals("A") ? "1" : "2";
        library.submit(TestLibrary.checkout(library.north, patron, item));
        library.submit(
            new LoanCommand.Recall(
                new Origin(
                    library.north,
                    CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                    "test",
                    TestLibrary.MAIN,
                    Instant.now().plusSeconds(60)),
                item));
      }
      var wrong = new Login(SecureMailServer.USER, new Secret("open sesame"));
      relay(library, smtp("localhost", server, Security.STARTTLS, LOGIN, null));
      assertThat(failures(library)).hasSize(2).allMatch(why -> why.startsWith("no TLS with"));
      library.asSuperuser("update notice_message set due_at = now()");
      relay(library, smtp("localhost", server, Security.STARTTLS, wrong, authorities));
      assertThat(failures(library)).hasSize(2).allMatch(why -> why.contains("does not let in"));
      assertThat(server.mails()).isEmpty();

      library.asSuperuser("update notice_message set due_at = now()");
      relay(library, smtp("localhost", server, Security.STARTTLS, LOGIN, authorities));

      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().getFirst().getAllRecipients()[0]).hasToString("a@example.org");
      assertThat(library.store.notices().list(library.north, NoticeFilter.ALL, 10))
          .extracting(kept -> kept.state())
          .containsExactlyInAnyOrder(NoticeState.SENT, NoticeState.NO_ADDRESS);
      assertThat(library.store.noticeContacts().bounces(library.north, null, 10))
          .extracting(bounce -> bounce.address() + ": " + bounce.reason())
          .containsExactly("nobody@example.org: refused with 553");
    }
  }

  private static void relay(TestLibrary library, NoticeSettings.Smtp smtp) {
    var camel = camel();
    var store = library.store;
    try (var channels = new Channels(camel, settings(smtp))) {
      var relay =
          new NoticeRelay(
              new NoticeRelay.Ports(store.inquiries(), store.notices(), store.noticeTemplates()),
              channels,
              Duration.ofMinutes(1),
              NoticeMeter.NONE);
      // What found no address is looked at again by the next run.
      for (var run = 0; run < 2; run++) {
        store.tenants().all().forEach(relay::run);
      }
    } finally {
      camel.stop();
    }
  }

  private static List<String> failures(TestLibrary library) {
    return library.texts(
        library.north, "select failure from notice_message where due_at is not null");
  }
}
