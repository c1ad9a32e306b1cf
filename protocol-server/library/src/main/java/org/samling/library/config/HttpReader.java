package org.samling.library.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.HttpSettings.Header;
import org.samling.library.config.HttpSettings.Limits;
import org.samling.library.config.HttpSettings.Management;
import org.samling.library.config.HttpSettings.Proxies;

/** Reads the settings for HTTP, with the checks that a schema can't express. */
final class HttpReader {

  private static final Duration LONGEST_ARRIVAL = Duration.ofMinutes(10);

  private final ConfigurationReader reader;

  /** What the file says under "http". */
  record Written(
      boolean tls,
      int port,
      String host,
      PlainListeners.Plain plain,
      @Nullable String clientAuthorities,
      int maxConnections,
      WrittenLimits limits,
      List<String> proxies,
      String proxyHeader,
      @Nullable Management management,
      List<Configuration.Sandbox> sandboxes,
      OidcReader.@Nullable Written oidc) {}

  record WrittenLimits(
      int connectionsPerAddress, String headerTimeout, String bodyTimeout, int bodyRate) {}

  /**
   * Makes the reader.
   *
   * @param reader reads files, and collects problems
   */
  HttpReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  HttpSettings http(Written written) {
    var authorities = written.clientAuthorities();
    if (authorities != null && !written.tls()) {
      reader.report("/http/client-authorities", "needs \"tls: true\"; add it or remove this");
    }
    return new HttpSettings(
        written.tls(),
        written.port(),
        written.host(),
        authorities == null ? null : reader.file("/http/client-authorities", authorities),
        limits(written),
        proxies(written),
        written.management(),
        written.sandboxes(),
        new OidcReader(reader).oidc(written.oidc()));
  }

  private Limits limits(Written written) {
    var limits = written.limits();
    return new Limits(
        written.maxConnections(),
        limits.connectionsPerAddress(),
        arrival("/http/limits/header-timeout", limits.headerTimeout()),
        arrival("/http/limits/body-timeout", limits.bodyTimeout()),
        limits.bodyRate());
  }

  private Duration arrival(String pointer, String written) {
    var duration = reader.duration(pointer, written);
    if (duration.compareTo(LONGEST_ARRIVAL) > 0) {
      reader.report(pointer, "must be at most 10m, not " + written);
    }
    return duration;
  }

  private Proxies proxies(Written written) {
    if (written.proxies().isEmpty() && reader.says("/http/proxy-header")) {
      reader.report(
          "/http/proxy-header", "needs \"proxies\", the networks of the proxies; add them");
    }
    return new Proxies(
        new MachinesReader(reader).networks("/http/proxies", written.proxies()),
        // The schema lets no other word through.
        Header.valueOf(written.proxyHeader().toUpperCase(Locale.ROOT).replace('-', '_')));
  }
}
