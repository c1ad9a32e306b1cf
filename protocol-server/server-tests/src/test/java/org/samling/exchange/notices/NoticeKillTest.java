package org.samling.exchange.notices;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.policy.Setting;
import org.samling.postgres.Signals;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.testing.ChildJvm;
import org.samling.testing.LongRun;
import org.samling.testing.OnlyInLongRuns;

/**
 * Nodes that mark overdue loans and tell patrons of them, killed ({@code kill -9}) or stopped for a
 * while (SIGSTOP) at any moment in the middle of it: another takes over, no loan is marked twice,
 * nobody is left out, and nobody is told twice but by a channel that can't know a message again,
 * and not more often than is counted.
 */
@OnlyInLongRuns // in every run NoticeRelayTest sends again what may have been sent
class NoticeKillTest {

  private static final int EVENTS = LongRun.times(700, 10_000);
  private static final int NODES = 2;
  private static final int KILLS = LongRun.times(1, 5);

  /** As many commands as may wait at once, and a divisor of those that the test gives. */
  private static final int AT_ONCE = 500;

  /** As many loans are left to the nodes to be marked. */
  private static final int UNMARKED = LongRun.times(200, 3_000);

  /** How a process ends by SIGKILL. */
  private static final int KILLED = 128 + 9;

  /** Of each ten patrons so many are told by mail and by the webhook, and the others by files. */
  private static final String STOCK =
      """
      insert into patron (tenant_id, id, name, category, branch, language, email)
      select t, ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'Navn ' || i, 'adult', 'MAIN', '009',
        'p' || i || '@example.org' from generate_series(1, N) i;
      insert into patron_identifier (tenant_id, value, kind, patron_id)
      select t, '9' || lpad(i::text, 9, '0'), 'CARD', ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid
      from generate_series(1, N) i;
      insert into notice_wish (tenant_id, patron_id, kind, channel)
      select t, ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, 'OVERDUE',
        case when i % 10 < 2 then 'mail' when i % 10 < 6 then 'web' else 'folder' end from generate_series(1, N) i;
      insert into item (tenant_id, id, barcode, common_record_id, category, home_branch, at_branch, status)
      select t, ('00000000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid, '8' || lpad(i::text, 9, '0'), r.id, 'book',
        'MAIN', 'MAIN', 'ON_LOAN' from generate_series(1, N) i, (select id from common_record limit 1) r;
      insert into loan (tenant_id, id, item_id, patron_id, lent_at, lent_branch, due_at, material_group)
      select t, ('00000000-0000-7000-a000-' || lpad(i::text, 12, '0'))::uuid,
        ('00000000-0000-7000-9000-' || lpad(i::text, 12, '0'))::uuid,
        ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid, now() - interval '40 days', 'MAIN',
        now() - interval '3 days', '001' from generate_series(1, N) i;
      """;

  private final Random random = new Random();
  private final List<Process> nodes = new ArrayList<>();
  private int started;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  NoticeKillTest() {}

  @Test
  void everyNoticeIsDeliveredAndOnlyWhatNoChannelConfirmsMayComeTwice() throws Exception {
    var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try (var library = new TestLibrary();
        var web = new Webhooks()) {
      library.set(Setting.NOTICE_DAILY, "-");
      library.set(Setting.NOTICE_CHANNELS, "folder");
      fill(library);
      var begun = System.nanoTime();
      for (var i = 0; i < NODES; i++) {
        nodes.add(start(library, web, mail));
      }
      for (var kill = 1; kill <= KILLS; kill++) {
        untilSent(library, kill * EVENTS / (KILLS + 2) + random.nextInt(EVENTS / (KILLS + 2)));
        kill(library, web, mail);
      }
      untilSent(library, (KILLS + 1) * EVENTS / (KILLS + 2));
      var hanging = nodes.get(random.nextInt(NODES));
      Signals.send("STOP", hanging.pid());
      untilSent(library, EVENTS);
      Signals.send("CONT", hanging.pid());
      end(); // the one that hung says what it has to say
      check(library, web, mail, Duration.ofNanos(System.nanoTime() - begun));
    } finally {
      for (var node : nodes) {
        node.destroyForcibly().waitFor();
      }
      mail.stop();
    }
  }

  /** As many overdue loans, of as many patrons, most with their event in the outbox. */
  private static void fill(TestLibrary library) {
    library.asSuperuser(
        "select samling.act_as(%s);\n".formatted(library.north)
            + STOCK
                .replace("N)", EVENTS + ")")
                .replace("select t,", "select %s,".formatted(library.north))
                .replace("'MAIN'", "'%s'".formatted(TestLibrary.MAIN)));
    library.asSuperuser("analyze");
    for (var from = 1; from <= EVENTS - UNMARKED; from += AT_ONCE) {
      var marked =
          IntStream.range(from, from + AT_ONCE)
              .mapToObj(i -> mark(library, "8%09d".formatted(i)))
              .toList();
      marked.forEach(m -> assertThat(m.join()).isInstanceOf(LoanOutcome.Changed.class));
    }
  }

  private static CompletableFuture<LoanOutcome> mark(TestLibrary library, String item) {
    var origin =
        new Origin(
            library.north,
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "test",
            TestLibrary.MAIN,
            Instant.now().plusSeconds(60));
    return library.store.submit(new LoanCommand.MarkOverdue(origin, item));
  }

  private Process start(TestLibrary library, Webhooks web, GreenMail mail) throws IOException {
    var keys = directory.resolve("keys.properties");
    ActingKeys.trust(library.roles, Keyring.loadOrCreate(keys));
    var command =
        ChildJvm.command(
            NoticeNode.class, "-Xmx256m", "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider");
    command.addAll(
        List.of(
            library.roles.url(),
            library.roles.application(),
            keys.toString(),
            directory.resolve("folder").toString(),
            web.address().toString(),
            Integer.toString(mail.getSmtp().getPort())));
    var builder = new ProcessBuilder(command);
    builder.environment().put(NoticeNode.PASSWORD, library.roles.applicationPassword().value());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("node-%d.log".formatted(started++)).toFile())
        .start();
  }

  private void kill(TestLibrary library, Webhooks web, GreenMail mail) throws Exception {
    var victim = random.nextInt(NODES);
    var node = nodes.get(victim);
    // Not by destroyForcibly, which also closes the node's input.
    Signals.send("KILL", node.pid());
    assertThat(node.waitFor()).as(this::logs).isEqualTo(KILLED);
    nodes.set(victim, start(library, web, mail));
  }

  private void end() throws Exception {
    for (var node : nodes) {
      node.getOutputStream().close();
      assertThat(node.waitFor()).as(this::logs).isZero();
    }
  }

  private void untilSent(TestLibrary library, int notices) throws InterruptedException {
    var last = Instant.now();
    var before = -1L;
    while (true) {
      var sent = library.count(library.north, "select count(*) from notice where state = 'SENT'");
      if (sent >= notices) {
        return;
      }
      if (sent > before) {
        before = sent;
        last = Instant.now();
      }
      if (Instant.now().isAfter(last.plusSeconds(60))) {
        throw new AssertionError("%d of %d: %s".formatted(sent, notices, logs()));
      }
      Thread.sleep(50);
    }
  }

  private String logs() {
    var text = new StringBuilder();
    try (var logs = Files.newDirectoryStream(directory, "*.log")) {
      for (var log : logs) {
        text.append(log.getFileName()).append('\n').append(Files.readString(log));
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }

  private void check(TestLibrary library, Webhooks web, GreenMail mail, Duration took)
      throws Exception {
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'loan-marked-overdue'"))
        .as("every loan is marked, and none twice")
        .isEqualTo(EVENTS);
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command = 'mark-overdue'"))
        .isEqualTo(EVENTS);
    assertThat(library.count(library.north, "select count(*) from notice")).isEqualTo(EVENTS);
    assertThat(
            library.count(
                library.north, "select count(*) from notice_message where due_at is not null"))
        .isZero();
    var messages = new HashMap<String, List<String>>();
    for (var channel : List.of("folder", "web", "mail")) {
      messages.put(
          channel,
          library.texts(
              library.north,
              "select id from notice_message where channel = '%s'".formatted(channel)));
    }
    assertThat(messages.values().stream().mapToInt(List::size).sum()).isEqualTo(EVENTS);

    try (var files = Files.list(directory.resolve("folder"))) {
      assertThat(files.map(f -> f.getFileName().toString().replaceFirst("\\.txt$", "")))
          .as("a file for each, and nothing that was not finished")
          .filteredOn(name -> !name.startsWith("."))
          .containsExactlyInAnyOrderElementsOf(messages.getOrDefault("folder", List.of()));
    }
    var posts = web.posts();
    assertThat(posts).allMatch(Webhooks.Post::isSigned);
    var keys = times(posts.stream().map(Webhooks.Post::key).toList());
    assertThat(keys.keySet())
        .containsExactlyInAnyOrderElementsOf(messages.getOrDefault("web", List.of()));
    var mails =
        times(Arrays.stream(mail.getReceivedMessages()).map(NoticeKillTest::number).toList());
    assertThat(mails.keySet())
        .containsExactlyInAnyOrderElementsOf(messages.getOrDefault("mail", List.of()));

    var twiceByWeb = posts.size() - keys.size();
    var twiceByMail = mails.values().stream().mapToInt(n -> (int) (n - 1)).sum();
    assertThat(twiceByWeb).isLessThanOrEqualTo(unclear(library, "web") + failed("web"));
    assertThat(twiceByMail).isLessThanOrEqualTo(unclear(library, "mail") + failed("mail"));
    assertThat(
            library.count(
                library.north,
                "select count(*) from notice_message where tries > unclear + 1 and failure is null"))
        .as("tries of which nobody said what came of them are counted")
        .isLessThanOrEqualTo(failed("web") + failed("mail") + failed("folder"));
    System.out.printf(
        "%,d notices, %d kills, %.1f s: %d of %d unclear tries came twice by mail, %d of %d by the webhook%n",
        EVENTS,
        KILLS,
        took.toMillis() / 1000.0,
        twiceByMail,
        unclear(library, "mail"),
        twiceByWeb,
        unclear(library, "web"));
  }

  /** How many tries a channel failed in time, as it may on a busy machine. */
  private int failed(String channel) {
    return (int) logs().lines().filter((NoticeNode.FAILED + channel)::equals).count();
  }

  private static int unclear(TestLibrary library, String channel) {
    return (int)
        library.count(
            library.north,
            "select coalesce(sum(unclear), 0) from notice_message where channel = '%s'"
                .formatted(channel));
  }

  private static Map<String, Long> times(List<String> numbers) {
    return numbers.stream().collect(groupingBy(Function.identity(), counting()));
  }

  private static String number(MimeMessage mail) {
    try {
      return mail.getMessageID().replaceAll("^<|@.*$", "");
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
