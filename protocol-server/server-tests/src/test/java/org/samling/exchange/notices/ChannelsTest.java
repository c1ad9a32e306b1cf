package org.samling.exchange.notices;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.library.config.NoticeSettings;
import org.samling.routes.notices.NoticeChannels.Channel;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.samling.routes.notices.OutgoingNotice;

/** The channels, each with a real other end. */
class ChannelsTest {

  private static final Tenant NORTH =
      new Tenant(
          new TenantId(1),
          "north",
          "Nordbibliotekerne",
          ZoneId.of("Europe/Copenhagen"),
          Currency.getInstance("DKK"),
          false);

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  ChannelsTest() {}

  private static DefaultCamelContext camel() {
    var camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    return camel;
  }

  private static NoticeSettings.Channel channel(
      String name, @Nullable String tenant, Reach reach, NoticeSettings.Way way) {
    return new NoticeSettings.Channel(
        name, tenant, reach, NoticeForm.FULL, 2, Duration.ofSeconds(5), way);
  }

  private static NoticeSettings.Smtp smtp(int port) {
    return new NoticeSettings.Smtp(
        "127.0.0.1", port, NoticeSettings.Security.NONE, null, "bibliotek@north.example.org", null);
  }

  private static OutgoingNotice message(@Nullable String address) {
    return new OutgoingNotice(
        Uuids.next(Instant.now()),
        NORTH,
        MessageKind.READY,
        address,
        UUID.randomUUID(),
        NoticeLanguage.DA,
        new Text("Klar på hylden", "Hej Åse\n\nFuglenes atlas er klar."));
  }

  /** Sends messages through one channel. */
  private List<Delivery> send(NoticeSettings.Channel settings, OutgoingNotice... messages)
      throws Exception {
    var camel = camel();
    try (var channels =
        new Channels(camel, new NoticeSettings(Duration.ofMinutes(1), List.of(settings)))) {
      var channel = channels.find(NORTH, settings.name()).orElseThrow();
      return List.of(messages).stream().map(m -> channels.send(channel, m)).toList();
    } finally {
      camel.stop();
    }
  }

  @Test
  void mailHasItsAddressesItsWordsAndTheSameNumberWheneverItIsSent() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      var message = message("aase@example.org");
      assertThat(
              send(
                  channel("email", null, Reach.EMAIL, smtp(server.getSmtp().getPort())),
                  message,
                  message))
          .containsOnly(new Delivery.Accepted());

      MimeMessage[] mails = server.getReceivedMessages();
      assertThat(mails).hasSize(2);
      var mail = mails[0];
      assertThat(mail.getSubject()).isEqualTo("Klar på hylden");
      assertThat(mail.getFrom()[0]).hasToString("bibliotek@north.example.org");
      assertThat(mail.getAllRecipients()).hasSize(1);
      assertThat(mail.getAllRecipients()[0]).hasToString("aase@example.org");
      assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
          .isEqualTo("Hej Åse\n\nFuglenes atlas er klar.");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getHeader("Content-Language")).containsExactly("da");
      assertThat(mail.getMessageID())
          .isEqualTo("<%s@north.example.org>".formatted(message.id()))
          .isEqualTo(mails[1].getMessageID());
    } finally {
      server.stop();
    }
  }

  @Test
  void addressThatTheMailServerRefusesForGoodBouncesAndNoServerIsAFailure() throws Exception {
    try (var refusing = new RefusingMailServer(550)) {
      assertThat(
              send(
                  channel("email", null, Reach.EMAIL, smtp(refusing.port())),
                  message("nobody@example.org")))
          .containsExactly(new Delivery.Bounced("refused with 550"));
    }
    int gone;
    try (var busy = new RefusingMailServer(451)) {
      gone = busy.port();
      assertThat(send(channel("busy", null, Reach.EMAIL, smtp(gone)), message("a@example.org")))
          .hasOnlyElementsOfType(Delivery.Failed.class);
    }
    assertThat(send(channel("gone", null, Reach.EMAIL, smtp(gone)), message("a@example.org")))
        .hasOnlyElementsOfType(Delivery.Failed.class);
  }

  @Test
  void messageThatIsPutTwiceIsOneFileAndNothingElseLiesThere() throws Exception {
    var folder = directory.resolve("notices");
    var message = message(null);
    assertThat(
            send(
                channel("folder", null, Reach.PATRON, new NoticeSettings.Folder(folder)),
                message,
                message))
        .containsOnly(new Delivery.Accepted());

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(message.id() + ".txt"));
    }
    assertThat(Files.readString(folder.resolve(message.id() + ".txt")))
        .isEqualTo(
            """
            Message: %s
            Tenant: north
            Kind: ready
            Channel: folder
            Patron: %s
            Language: da
            Subject: Klar på hylden

            Hej Åse

            Fuglenes atlas er klar.
            """
                .formatted(message.id(), message.patron()));
  }

  /** A node that is killed while it puts a file again must not lose what was delivered. */
  @Test
  void fileThatIsPutAgainIsThereAtEveryMoment() throws Exception {
    var folder = directory.resolve("notices");
    var channel = channel("folder", null, Reach.PATRON, new NoticeSettings.Folder(folder));
    var message = message(null);
    send(channel, message);
    var file = folder.resolve(message.id() + ".txt");
    var again = new OutgoingNotice[200];
    Arrays.fill(again, message);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = threads.submit(() -> send(channel, again));
      while (!sent.isDone()) {
        assertThat(file).exists();
      }
      assertThat(sent.get()).containsOnly(new Delivery.Accepted());
    }
  }

  @Test
  void whatKilledServersLeftUnfinishedIsDeletedAndWhatOthersWriteStays() throws Exception {
    var folder = Files.createDirectory(directory.resolve("notices"));
    var left = Files.createFile(folder.resolve(".1.txt8.part"));
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    var writing = Files.createFile(folder.resolve(".2.txt9.part"));
    var message = message(null);
    send(channel("folder", null, Reach.PATRON, new NoticeSettings.Folder(folder)), message);

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(writing, folder.resolve(message.id() + ".txt"));
    }
  }

  @Test
  void folderThatCanNotBeMadeIsAFailure() throws Exception {
    var file = Files.createFile(directory.resolve("file"));
    assertThat(
            send(
                    channel(
                        "folder", null, Reach.PATRON, new NoticeSettings.Folder(file.resolve("x"))),
                    message(null))
                .getFirst())
        .isInstanceOf(Delivery.Failed.class);
  }

  @Test
  void webhookIsSignedHasAKeyAndSaysByItsStatusWhatCameOfIt() throws Exception {
    try (var webhooks = new Webhooks()) {
      var channel =
          channel(
              "sms",
              null,
              Reach.PHONE,
              new NoticeSettings.Webhook(webhooks.address(), new Secret(Webhooks.SECRET)));
      var message = message("+4500000001");
      assertThat(send(channel, message)).containsExactly(new Delivery.Accepted());
      var post = webhooks.posts().getFirst();
      assertThat(post.isSigned()).isTrue();
      assertThat(post.key()).isEqualTo(message.id().toString());
      assertThat(post.body().get("to").asString()).isEqualTo("+4500000001");
      assertThat(post.body().get("subject").asString()).isEqualTo("Klar på hylden");
      assertThat(post.body().get("text").asString()).contains("Fuglenes atlas");
      assertThat(post.body().get("tenant").asString()).isEqualTo("north");

      webhooks.answer(410);
      assertThat(send(channel, message)).containsExactly(new Delivery.Bounced("HTTP 410"));
      webhooks.answer(503);
      assertThat(send(channel, message)).containsExactly(new Delivery.Failed("HTTP 503"));
    }
  }

  @Test
  void tenantsOwnChannelCountsBeforeOneForAll() throws Exception {
    var all =
        channel("folder", null, Reach.PATRON, new NoticeSettings.Folder(directory.resolve("a")));
    var own =
        channel("folder", "north", Reach.EMAIL, new NoticeSettings.Folder(directory.resolve("b")));
    var others =
        channel("mail", "south", Reach.EMAIL, new NoticeSettings.Folder(directory.resolve("c")));
    var camel = camel();
    try (var channels =
        new Channels(camel, new NoticeSettings(Duration.ofMinutes(1), List.of(own, all, others)))) {
      assertThat(channels.of(NORTH))
          .extracting(Channel::name, Channel::reach)
          .containsExactly(tuple("folder", Reach.EMAIL));
    } finally {
      camel.stop();
    }
  }

  /** A mail server that takes no recipient. */
  private static final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket socket;

    RefusingMailServer(int code) throws IOException {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(code));
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve(int code) {
      while (!socket.isClosed()) {
        try (var connection = socket.accept();
            var lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII))) {
          var out = connection.getOutputStream();
          out.write("220 refusing\r\n".getBytes(US_ASCII));
          for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var reply =
                line.startsWith("RCPT")
                    ? "%d no".formatted(code)
                    : line.startsWith("QUIT") ? "221 bye" : "250 ok";
            out.write((reply + "\r\n").getBytes(US_ASCII));
          }
        } catch (IOException _) {
          // The client or the test has enough.
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
