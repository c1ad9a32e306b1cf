package org.samling.server.sip2;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.routes.sip2.Sip2XmlAnswer;
import org.samling.sip2.Sip2Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what kiosks say and hear, masked and explained, each account in a file of its own:
 * for the accounts that somebody asked for. Who asked is looked up every two seconds, so that it
 * counts on connections that are open.
 *
 * <p>A file goes on in a new one every day and at 10 MB; seven days and 100 MB of an account are
 * kept, and no longer where nobody asks for it any more.
 */
public final class Sip2WireLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2WireLog.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int DAYS = 7;
  private static final FileSize OF_A_FILE = FileSize.valueOf("10MB");
  private static final FileSize OF_AN_ACCOUNT = FileSize.valueOf("100MB");

  private final Path directory;
  private final Accounts accounts;
  private final ContextBase context = new ContextBase();
  private final Map<UUID, Sip2WireLogFile> files = new ConcurrentHashMap<>();
  private final AtomicLong connections = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Map<UUID, String> wanted = Map.of();
  private Instant forgets = Instant.MIN;

  /**
   * Starts to ask for whom to write.
   *
   * @param directory where the files go; made when there is something to write
   * @param accounts knows whose messages are to be written down
   */
  public Sip2WireLog(Path directory, Accounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
    this.thread = Thread.ofVirtual().name("sip2-wire-log").start(this::watch);
  }

  private void watch() {
    try {
      do {
        look();
        forget();
      } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      wanted =
          accounts.wireLogged().stream()
              .collect(Collectors.toMap(Accounts.WireLogged::id, Accounts.WireLogged::username));
    } catch (StoreException e) {
      LOG.debug("whose messages to write down is not known now: {}", e.toString());
      return;
    }
    files.keySet().stream().filter(id -> !wanted.containsKey(id)).toList().forEach(this::end);
  }

  /** Deletes what no appender looks after any more: files of accounts that have no wire log now. */
  private void forget() {
    var now = Instant.now();
    if (now.isBefore(forgets)) {
      return;
    }
    forgets = now.plus(FORGOTTEN);
    var open = files.values().stream().map(Sip2WireLogFile::name).collect(Collectors.toSet());
    try (var there = Files.newDirectoryStream(directory, "sip2-*.log")) {
      for (var file : there) {
        if (!open.contains(file.toString())
            && Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(now.minus(Duration.ofDays(DAYS)))) {
          Files.delete(file);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("there are no wire logs: {}", e.toString());
    } catch (IOException e) {
      LOG.warn("old wire logs in {} could not be deleted: {}", directory, e.toString());
    }
  }

  private void end(UUID account) {
    var file = files.remove(account);
    if (file != null) {
      file.close();
    }
  }

  /** A number for a connection, by which its lines are told from those of others. */
  long connection() {
    return connections.incrementAndGet();
  }

  /**
   * Writes down a message that came within XML and its reply, if its account's are to be. As there
   * is no connection, each has a number of its own.
   *
   * @param received when it came
   * @param exchanged the message and its reply
   */
  public void within(Instant received, Sip2XmlAnswer.Exchanged exchanged) {
    var log = of(exchanged.account());
    if (log != null) {
      log.within(received, Instant.now(), connection(), exchanged);
    }
  }

  /**
   * Writes down a message that came without a connection and its reply, if the account's are to be.
   *
   * @param account whose
   * @param received when it came
   * @param request the message
   * @param reply the reply, or null
   */
  public void tried(
      Account account, Instant received, Sip2Frame request, @Nullable Sip2Frame reply) {
    var log = of(account);
    if (log != null) {
      var number = connection();
      log.received(received, number, request);
      if (reply != null) {
        log.sent(Instant.now(), number, reply);
      }
    }
  }

  /** The file that is written for an account now; it need not be there. */
  public Path file(String username) {
    return directory.resolve("sip2-" + fileName(username) + ".log");
  }

  /** The file of an account, or null where its messages are not to be written down. */
  @Nullable Sip2WireLogFile of(@Nullable Account account) {
    return account == null || !wanted.containsKey(account.id())
        ? null
        : files.computeIfAbsent(account.id(), _ -> open(account));
  }

  private Sip2WireLogFile open(Account account) {
    var name = "sip2-" + fileName(account.username());
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      LOG.warn("the wire logs' directory {} can't be made: {}", directory, e.toString());
    }
    var encoder = new EchoEncoder<String>();
    encoder.setContext(context);
    var appender = new RollingFileAppender<String>();
    appender.setContext(context);
    appender.setName(name);
    appender.setFile(directory.resolve(name + ".log").toString());
    appender.setEncoder(encoder);
    var policy = new SizeAndTimeBasedRollingPolicy<String>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(directory.resolve(name + ".%d.%i.log").toString());
    policy.setMaxHistory(DAYS);
    policy.setMaxFileSize(OF_A_FILE);
    policy.setTotalSizeCap(OF_AN_ACCOUNT);
    policy.start();
    appender.setRollingPolicy(policy);
    appender.setTriggeringPolicy(policy);
    encoder.start();
    appender.start();
    LOG.info("the messages of {} are written to {}", account.username(), appender.getFile());
    return new Sip2WireLogFile(account, appender);
  }

  /** An account's name as part of a file's: letters, digits and hyphens stay, no two names meet. */
  private static String fileName(String username) {
    var name = new StringBuilder();
    username
        .chars()
        .forEach(c -> {
          boolean plain =
              (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
          name.append(plain || c == '-' ? Character.toString(c) : "_%04x".formatted(c));
        });
    return name.toString();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wanted = Map.of(); // what ends after this has no file to end in
    files.keySet().forEach(this::end);
  }
}
