package org.samling.exchange.notices;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.core.circulation.Commands;
import org.samling.core.notices.NoticeForm;
import org.samling.core.organisation.Secret;
import org.samling.library.config.NoticeSettings;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.Keyring;
import org.samling.routes.jobs.JobWatch;
import org.samling.routes.jobs.OverdueMarker;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.samling.routes.notices.NoticeMeter;
import org.samling.routes.notices.NoticeRelay;

/**
 * A node that marks overdue loans and tells patrons, in a process of its own: with the job, the
 * relay, the store and the channels of the server. It ends when its standard input does, so that it
 * never outlives the test.
 */
final class NoticeNode {

  static final String PASSWORD = "NOTICE_NODE_PASSWORD";

  /** Before the name of a channel, in what a node prints. */
  static final String FAILED = "failed by ";

  /** As servers have it: others wait for so long where a node stops in the middle of a batch. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

  private NoticeNode() {}

  /**
   * Runs a node.
   *
   * @param args the database's address, its user, the file of the keys, the folder of the channel
   *     {@code folder}, the address of the channel {@code web}, and the port of the mail server of
   *     the channel {@code mail}
   */
  public static void main(String[] args) throws Exception {
    var goesOn = new AtomicBoolean(true);
    var camel = new DefaultCamelContext();
    camel.disableJMX();
    camel.start();
    try (var store =
            new PostgresStore(
                new DatabaseSettings(
                    args[0],
                    args[1],
                    new Secret(System.getenv(PASSWORD)),
                    8,
                    64,
                    1_000,
                    ANSWER_WITHIN),
                Keyring.loadOrCreate(Path.of(args[2])));
        var channels =
            new Channels(
                camel,
                settings(Path.of(args[3]), URI.create(args[4]), Integer.parseInt(args[5])))) {
      var relay =
          new NoticeRelay(
              new NoticeRelay.Ports(store.inquiries(), store.notices(), store.noticeTemplates()),
              channels,
              settings(Path.of(args[3]), URI.create(args[4]), Integer.parseInt(args[5])).lease(),
              NoticeNode::tell);
      var marking =
          new OverdueMarker(
              store.tenants(),
              store.inquiries(),
              new Commands(store, ANSWER_WITHIN),
              Duration.ofHours(1),
              _ -> {});
      var telling =
          Thread.ofPlatform()
              .start(() -> {
                while (goesOn.get()) {
                  if (store.tenants().all().stream().mapToInt(relay::run).sum() == 0) {
                    pause();
                  }
                }
              });
      var failed = new AtomicBoolean();
      marking.setWatch(watch(failed));
      var marks =
          Thread.ofPlatform()
              .start(() -> {
                // Until every loan is marked, by whichever node: where another hangs, commands
                // fail.
                do {
                  failed.set(false);
                } while (goesOn.get() && (marking.run(Instant.now()) > 0 || failed.get()));
              });
      while (System.in.read() >= 0) {
        // Nothing is said to a node but that it should end.
      }
      goesOn.set(false);
      telling.join();
      marks.join();
    }
    camel.stop();
  }

  /** A try of which the channel said that it failed, or nothing in time, is known to the test. */
  private static void tell(String channel, NoticeMeter.Outcome outcome) {
    if (outcome == NoticeMeter.Outcome.FAILED) {
      System.out.println(FAILED + channel);
    }
  }

  private static JobWatch watch(AtomicBoolean failed) {
    return new JobWatch() {
      @Override
      public void succeeded(String job, String tenant) {}

      @Override
      public void failed(String job, String tenant) {
        failed.set(true);
      }
    };
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static NoticeSettings settings(Path folder, URI web, int mail) {
    return new NoticeSettings(
        Duration.ofSeconds(4),
        List.of(
            channel("folder", Reach.PATRON, new NoticeSettings.Folder(folder)),
            channel(
                "web", Reach.PATRON, new NoticeSettings.Webhook(web, new Secret(Webhooks.SECRET))),
            channel(
                "mail",
                Reach.EMAIL,
                new NoticeSettings.Smtp(
                    "127.0.0.1",
                    mail,
                    NoticeSettings.Security.NONE,
                    null,
                    "bibliotek@north.example.org",
                    null))));
  }

  private static NoticeSettings.Channel channel(String name, Reach reach, NoticeSettings.Way way) {
    return new NoticeSettings.Channel(
        name, null, reach, NoticeForm.SHORT, 8, Duration.ofSeconds(2), way);
  }
}
