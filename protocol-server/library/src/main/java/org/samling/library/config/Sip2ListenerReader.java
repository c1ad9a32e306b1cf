package org.samling.library.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration.Tls;
import org.samling.library.config.Sip2Listener.ClientCertificate;
import org.samling.library.config.Sip2Listener.Encryption;
import org.samling.library.config.Sip2Listener.Limits;
import org.samling.library.config.Sip2Listener.ServerName;

/** Reads the settings for SIP2 listeners, with the checks that a schema can't express. */
final class Sip2ListenerReader {

  private final ConfigurationReader reader;
  private final MachinesReader machines;
  private final @Nullable Tls common;
  private final int maxConnections;
  private final Limits limits;

  /** A listener as it is written. */
  record Written(
      String host,
      int port,
      boolean tls,
      PlainListeners.Plain plain,
      @Nullable String certificate,
      @Nullable String key,
      List<WrittenName> serverNames,
      String clientCertificate,
      @Nullable String clientAuthorities,
      boolean proxyProtocol,
      List<String> proxies,
      List<String> allow,
      @Nullable String tenant,
      @Nullable String account,
      List<MachinesReader.Written> machines,
      @Nullable Integer maxConnections,
      @Nullable Limits limits) {}

  record WrittenName(
      String name,
      @Nullable String certificate,
      @Nullable String key,
      @Nullable String tenant,
      @Nullable String account) {}

  /**
   * Makes the reader.
   *
   * @param reader reads files, and collects problems
   * @param common the certificate of listeners that have none of their own
   * @param maxConnections how many connections there may be if a listener does not say
   * @param limits the limits if a listener sets none
   */
  Sip2ListenerReader(
      ConfigurationReader reader, @Nullable Tls common, int maxConnections, Limits limits) {
    this.reader = reader;
    this.machines = new MachinesReader(reader);
    this.common = common;
    this.maxConnections = maxConnections;
    this.limits = limits;
  }

  List<Sip2Listener> listeners(List<Written> written) {
    var ports = new HashSet<String>();
    var listeners = new ArrayList<Sip2Listener>();
    for (var i = 0; i < written.size(); i++) {
      var at = "/sip2/listeners/" + i;
      var listener = written.get(i);
      if (listener.port() != 0 && !ports.add(listener.host() + " " + listener.port())) {
        reader.report(at + "/port", "is already used by another listener; choose another");
      }
      listeners.add(listener(at, listener));
    }
    return listeners;
  }

  private Sip2Listener listener(String at, Written written) {
    if (written.proxyProtocol() == written.proxies().isEmpty()) {
      reader.report(
          at + (written.proxyProtocol() ? "/proxy-protocol" : "/proxies"),
          "\"proxy-protocol: true\" and \"proxies\" must be used together; write both or neither");
    }
    var own = written.limits();
    var most = written.maxConnections();
    return new Sip2Listener(
        written.host(),
        written.port(),
        encryption(at, written),
        written.proxyProtocol() ? machines.networks(at + "/proxies", written.proxies()) : null,
        machines.networks(at + "/allow", written.allow()),
        written.tenant(),
        written.account(),
        machines.machines(
            at + "/machines",
            written.machines(),
            written.clientAuthorities() == null
                ? "is never asked for; add \"client-certificate\" and \"client-authorities\" to the"
                    + " listener"
                : null),
        most == null ? maxConnections : most,
        own == null ? limits : own);
  }

  private @Nullable Encryption encryption(String at, Written written) {
    var client = ClientCertificate.valueOf(written.clientCertificate().toUpperCase(Locale.ROOT));
    var authorities = written.clientAuthorities();
    if (!written.tls()) {
      refuseWithoutTls(at + "/certificate", written.certificate() != null);
      refuseWithoutTls(at + "/key", written.key() != null);
      refuseWithoutTls(at + "/server-names", !written.serverNames().isEmpty());
      refuseWithoutTls(at + "/client-certificate", client != ClientCertificate.NONE);
      return null;
    }
    if ((client == ClientCertificate.NONE) != (authorities == null)) {
      reader.report(
          at + (authorities == null ? "/client-certificate" : "/client-authorities"),
          "\"client-certificate\" and \"client-authorities\" must be used together; write both or neither");
    }
    var own = certificate(at, written.certificate(), written.key());
    var certificate = own == null ? common : own;
    if (certificate == null) {
      reader.report(
          at + "/tls",
          "needs a certificate; add \"certificate\" and \"key\" here, or \"tls\" for all listeners");
      return null;
    }
    return new Encryption(
        certificate,
        serverNames(at, written.serverNames()),
        client,
        authorities == null ? null : reader.file(at + "/client-authorities", authorities));
  }

  private void refuseWithoutTls(String pointer, boolean there) {
    if (there) {
      reader.report(pointer, "needs TLS; add \"tls: true\" or remove this");
    }
  }

  private @Nullable Tls certificate(String at, @Nullable String file, @Nullable String key) {
    if (file == null && key == null) {
      return null;
    }
    if (file == null || key == null) {
      reader.report(
          at + (file == null ? "/key" : "/certificate"),
          "\"certificate\" and \"key\" must be used together; write both");
      return null;
    }
    Path path = reader.file(at + "/certificate", file);
    return new Tls(path, reader.file(at + "/key", key));
  }

  private List<ServerName> serverNames(String at, List<WrittenName> written) {
    var seen = new HashSet<String>();
    var names = new ArrayList<ServerName>();
    for (var i = 0; i < written.size(); i++) {
      var here = at + "/server-names/" + i;
      var name = written.get(i);
      var small = name.name().toLowerCase(Locale.ROOT);
      if (!seen.add(small)) {
        reader.report(here + "/name", "is already listed here; keep one of the two");
      }
      names.add(
          new ServerName(
              small,
              certificate(here, name.certificate(), name.key()),
              name.tenant(),
              name.account()));
    }
    return names;
  }
}
