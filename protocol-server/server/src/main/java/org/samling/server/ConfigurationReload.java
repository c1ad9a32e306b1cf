package org.samling.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration;
import org.samling.library.yaml.YamlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every second whether the configuration file, or a certificate or key that it names, has
 * changed, and applies the change to the listeners. An invalid file changes nothing; its errors are
 * logged with their lines. Changed keys that need a restart are logged, too.
 */
public final class ConfigurationReload implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReload.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** The beginnings of the paths of keys that take effect at once. */
  private static final List<String> AT_ONCE =
      List.of(
          "tls",
          "sip2.tls",
          "sip2.plain",
          "sip2.port",
          "sip2.host",
          "sip2.login-timeout",
          "sip2.idle-timeout",
          "sip2.max-connections",
          "sip2.frame-limit",
          "sip2.drain",
          "sip2.limits",
          "sip2.listeners",
          "z3950.tls",
          "z3950.plain",
          "z3950.port",
          "z3950.host",
          "z3950.init-timeout",
          "z3950.idle-timeout",
          "z3950.max-connections",
          "z3950.apdu-limit",
          "ncip.tcp.",
          "http.tls",
          "http.port",
          "http.host",
          "http.plain",
          "http.max-connections",
          "http.limits",
          "http.proxies",
          "http.proxy-header",
          "http.client-authorities");

  private final Path file;
  private final Listeners listeners;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private Configuration.Written inEffect;
  private Map<Path, FileTime> seen;

  /**
   * Starts to watch.
   *
   * @param file the configuration file
   * @param inEffect its content when the server was started
   */
  public ConfigurationReload(Path file, Configuration.Written inEffect, Listeners listeners) {
    this.file = file;
    this.inEffect = inEffect;
    this.listeners = listeners;
    this.seen = times();
    this.thread = Thread.ofVirtual().name("reloading").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        var now = times();
        if (!now.equals(seen)) {
          // The file may still be being written.
          while (!closed.await(INTERVAL.toMillis() / 2, TimeUnit.MILLISECONDS)) {
            var later = times();
            if (later.equals(now)) {
              break;
            }
            now = later;
          }
          seen = now;
          reload();
          seen = times().keySet().equals(now.keySet()) ? now : times();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When each of the files was last changed; missing files are left out. */
  private Map<Path, FileTime> times() {
    var times = new HashMap<Path, FileTime>();
    Stream.concat(Stream.of(file), files(inEffect.configuration()).stream())
        .forEach(path -> {
          try {
            times.put(path, Files.getLastModifiedTime(path));
          } catch (IOException e) {
            LOG.debug("the time of {} can't be read: {}", path, e.toString());
          }
        });
    return times;
  }

  private static Set<Path> files(Configuration configuration) {
    var files = new LinkedHashSet<Path>();
    add(files, configuration.tls());
    for (var listener : configuration.sip2().listeners()) {
      var encryption = listener.tls();
      if (encryption != null) {
        add(files, encryption.certificate());
        add(files, encryption.authorities());
        encryption.serverNames().forEach(name -> add(files, name.certificate()));
      }
    }
    add(files, configuration.http().clients());
    var ncip = configuration.ncip().tcp();
    add(files, ncip == null ? null : ncip.clients());
    return files;
  }

  private static void add(Set<Path> files, Configuration.@Nullable Tls tls) {
    if (tls != null) {
      files.add(tls.certificate());
      files.add(tls.key());
    }
  }

  private static void add(Set<Path> files, @Nullable Path file) {
    if (file != null) {
      files.add(file);
    }
  }

  private void reload() {
    try {
      var next = Configuration.read(file);
      var differences = inEffect.document().differences(next.document());
      var later = differences.stream().filter(key -> !isAtOnce(key)).toList();
      if (differences.isEmpty()) {
        listeners.renewTls();
        LOG.info("{} is unchanged; certificates and keys were read again", file);
      } else {
        listeners.reload(next.configuration());
        LOG.info("{} was read again; in effect now: {}", file, without(differences, later));
      }
      if (!later.isEmpty()) {
        LOG.warn("{}: in effect only after a restart: {}", file, String.join(", ", later));
      }
      inEffect = next;
    } catch (YamlException e) {
      LOG.error("{} is invalid; the former configuration stays in effect", file);
      e.problems().forEach(LOG::error);
      renewTls();
    } catch (RuntimeException e) {
      LOG.error("{} can't be applied: {}", file, e.getMessage());
    }
  }

  /** Renewed certificates take effect even while the file is invalid. */
  private void renewTls() {
    try {
      listeners.renewTls();
    } catch (IllegalStateException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  private static boolean isAtOnce(String key) {
    return AT_ONCE.stream().anyMatch(key::startsWith);
  }

  private static String without(List<String> all, List<String> some) {
    var rest = all.stream().filter(key -> !some.contains(key)).toList();
    return rest.isEmpty() ? "nothing" : String.join(", ", rest);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
