package org.samling.server.sip2;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
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
import org.samling.core.organisation.Sip2Presets;
import org.samling.routes.sip2.Sip2XmlAnswer;
import org.samling.sip2.Sip2Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the messages of kiosks, masked and explained, in a file for each account for which that is
 * switched on. The accounts are read every two seconds, so that a change applies to open
 * connections.
 *
 * <p>Files are rotated every day and at 10 MB; seven days and 100 MB of an account are kept, also
 * after the log was switched off.
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
  private final Sip2Presets presets;
  private final ContextBase context = new ContextBase();
  private final Map<UUID, Sip2WireLogFile> files = new ConcurrentHashMap<>();
  private final AtomicLong connections = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Map<UUID, String> wanted = Map.of();
  private Instant forgets = Instant.MIN;

  /**
   * Starts to watch which accounts are logged.
   *
   * @param directory the directory of the files; created when there is something to write
   * @param accounts the accounts, with those to be logged
   * @param presets the presets of their profiles, by which messages are read
   */
  public Sip2WireLog(Path directory, Accounts accounts, Sip2Presets presets) {
    this.directory = directory;
    this.accounts = accounts;
    this.presets = presets;
    this.thread = Thread.ofVirtual().name("sip2-wire-log").start(this::watch);
  }

  private void watch() {
    try {
      do {
        round();
      } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round; what fails in it is tried again in a later one. */
  private void round() {
    try {
      look();
      forget();
    } catch (RuntimeException e) {
      LOG.error("the accounts with a wire log, or its files, could not be checked", e);
    }
  }

  private void look() {
    try {
      wanted =
          accounts.wireLogged().stream()
              .collect(Collectors.toMap(Accounts.WireLogged::id, Accounts.WireLogged::username));
    } catch (StoreException e) {
      LOG.debug("the accounts with a wire log could not be read: {}", e.toString());
      return;
    }
    files.keySet().stream().filter(id -> !wanted.containsKey(id)).toList().forEach(this::end);
  }

  /** Deletes old files without an appender: those of accounts whose wire log was switched off. */
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
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("old wire logs in {} could not be deleted: {}", directory, e.toString());
    }
  }

  private void end(UUID account) {
    var file = files.remove(account);
    if (file != null) {
      file.close();
    }
  }

  /** A number for a connection, which marks its lines. */
  long connection() {
    return connections.incrementAndGet();
  }

  /**
   * Logs a message in XML and its reply, if its account's are logged. As there is no connection,
   * each has a number of its own.
   *
   * @param exchanged the message and its reply
   */
  public void logXml(Instant received, Sip2XmlAnswer.Messages exchanged) {
    var log = of(exchanged.account());
    if (log != null) {
      log.logXml(received, Instant.now(), connection(), exchanged);
    }
  }

  /**
   * Logs a message without a connection and its reply, if the account's are logged.
   *
   * @param request the message
   * @param reply the reply, or null
   */
  public void logTrial(
      Account account, Instant received, Sip2Frame request, @Nullable Sip2Frame reply) {
    var log = of(account);
    if (log != null) {
      var number = connection();
      log.logRequest(received, number, request);
      if (reply != null) {
        log.logReply(Instant.now(), number, reply);
      }
    }
  }

  /** An account's current file, which may not exist. */
  public Path file(String username) {
    return directory.resolve("sip2-" + fileName(username) + ".log");
  }

  /** The file of an account, or null where its messages are not logged. */
  @Nullable Sip2WireLogFile of(@Nullable Account account) {
    if (account == null || !wanted.containsKey(account.id())) {
      return null;
    }
    var file = files.computeIfAbsent(account.id(), _ -> open(account));
    file.readAs(account);
    return file;
  }

  /**
   * The file of the account with this name, or null where there is none, it is switched off, or its
   * messages are not logged.
   */
  @Nullable Sip2WireLogFile named(String username) {
    if (!wanted.containsValue(username)) {
      return null;
    }
    try {
      return of(accounts.named(Account.Protocol.SIP2, username).orElse(null));
    } catch (StoreException e) {
      LOG.debug("the account {} could not be read for its wire log: {}", username, e.toString());
      return null;
    }
  }

  private Sip2WireLogFile open(Account account) {
    var name = "sip2-" + fileName(account.username());
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      LOG.warn("the directory {} of wire logs can't be created: {}", directory, e.toString());
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
    LOG.info("the messages of {} are logged to {}", account.username(), appender.getFile());
    return new Sip2WireLogFile(account, presets, appender);
  }

  /**
   * An account's name as part of a file's: letters, digits and hyphens stay, and no two names
   * collide.
   */
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
    wanted = Map.of(); // connections that end after this have no file
    files.keySet().forEach(this::end);
  }
}
