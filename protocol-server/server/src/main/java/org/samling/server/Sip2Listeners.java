package org.samling.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.Mapping;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.Accounts;
import org.samling.library.config.Configuration;
import org.samling.library.config.Sip2Listener;
import org.samling.library.config.Sip2Listener.Encryption;
import org.samling.routes.sip2.Sip2Service;
import org.samling.server.sip2.Sip2Access;
import org.samling.server.sip2.Sip2Conversation;
import org.samling.server.sip2.Sip2Limits;
import org.samling.server.sip2.Sip2Presence;
import org.samling.server.sip2.Sip2Rules;
import org.samling.server.sip2.Sip2WireLog;
import org.samling.server.tcp.Admission;
import org.samling.server.tcp.Refusal;
import org.samling.server.tcp.Refusals;
import org.samling.server.tcp.RenewableTls;
import org.samling.server.tcp.TcpLimits;
import org.samling.server.tcp.TcpListener;

/** The listeners for SIP2, each with its rules for who may connect. */
final class Sip2Listeners implements AutoCloseable {

  static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Sip2Service service;
  private final Sip2WireLog wireLog;
  private final Accounts accounts;
  private final AccountContacts contacts;
  private final Sip2Presence presence;
  private final Refusals refusals;
  private final Map<Sip2Listener, TcpListener> listeners = new LinkedHashMap<>();
  private Configuration.Sip2 configuration;

  /**
   * Starts the listeners.
   *
   * @param configuration addresses and limits
   * @param tls the server's certificate, or null
   * @param wireLog logs frames of accounts for which that is switched on
   * @param metrics counts refused connections
   * @throws IllegalStateException when a port can't be opened; the message names it
   */
  Sip2Listeners(
      Configuration.Sip2 configuration,
      Configuration.@Nullable Tls tls,
      Sip2Service service,
      Sip2WireLog wireLog,
      Accounts accounts,
      AccountContacts contacts,
      MeterRegistry metrics) {
    this.configuration = configuration;
    this.service = service;
    this.wireLog = wireLog;
    this.accounts = accounts;
    this.contacts = contacts;
    this.refusals = refusals(metrics, "sip2");
    this.presence = new Sip2Presence(accounts);
    try {
      open(all(configuration, tls));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(List<Sip2Listener> wanted) {
    for (var listener : wanted) {
      if (!listeners.containsKey(listener)) {
        listeners.put(listener, listen(listener));
      }
    }
  }

  /**
   * Applies another configuration. A listener that is the same in both keeps its connections; those
   * of others end once everything received was answered. Where a new listener can't be opened, the
   * former ones are opened again.
   *
   * @throws IllegalStateException when a port can't be opened
   */
  synchronized void reload(Configuration.Sip2 next, Configuration.@Nullable Tls tls) {
    var before = configuration;
    var former = List.copyOf(listeners.keySet());
    configuration = next;
    try {
      closeAllBut(sameLimits(before, next) ? all(next, tls) : List.of());
      open(all(next, tls));
    } catch (RuntimeException e) {
      configuration = before;
      closeAllBut(sameLimits(before, next) ? former : List.of());
      open(former);
      throw e;
    }
  }

  private void closeAllBut(List<Sip2Listener> wanted) {
    listeners
        .entrySet()
        .removeIf(entry -> {
          var isUnwanted = !wanted.contains(entry.getKey());
          if (isUnwanted) {
            entry.getValue().close();
          }
          return isUnwanted;
        });
  }

  private static boolean sameLimits(Configuration.Sip2 one, Configuration.Sip2 other) {
    return one.connections().frameLimit() == other.connections().frameLimit()
        && one.connections().frameLimitBeforeLogin() == other.connections().frameLimitBeforeLogin()
        && one.loginTimeout().equals(other.loginTimeout())
        && one.idleTimeout().equals(other.idleTimeout());
  }

  /** Reads the certificates again. */
  synchronized void renewTls() {
    listeners.values().forEach(TcpListener::renewTls);
  }

  /** Logs refused connections, and counts them. */
  static Refusals refusals(MeterRegistry metrics, String protocol) {
    var name = "samling." + protocol + ".refused";
    for (var refusal : Refusal.values()) {
      metrics.counter(name, "reason", refusal.tag()); // so that 0 is shown from the start
    }
    return new Refusals(refusal -> metrics.counter(name, "reason", refusal.tag()).increment());
  }

  private static List<Sip2Listener> all(Configuration.Sip2 sip2, Configuration.@Nullable Tls tls) {
    if (!sip2.listeners().isEmpty()) {
      return sip2.listeners();
    }
    var encryption =
        sip2.tls() && tls != null
            ? new Encryption(tls, List.of(), Sip2Listener.ClientCertificate.NONE, null)
            : null;
    return List.of(
        new Sip2Listener(
            sip2.host(), sip2.port(), encryption, List.of(), sip2.maxConnections(), sip2.limits()));
  }

  private TcpListener listen(Sip2Listener listener) {
    var encryption = listener.tls();
    var perAddress = listener.limits().connectionsPerAddress();
    var access = access(rules(listener), listener.limits());
    var limits = configuration;
    return new TcpListener(
        "SIP2",
        listener.host(),
        listener.port(),
        new Admission(
            encryption == null ? null : new RenewableTls(() -> tls(encryption)),
            listener.proxies(),
            listener.allow(),
            perAddress == null ? Integer.MAX_VALUE : perAddress,
            refusals),
        caller ->
            new Sip2Conversation(
                service,
                access.visit(caller),
                wireLog,
                limits.connections().frameLimit(),
                limits.connections().frameLimitBeforeLogin()),
        new TcpLimits(listener.maxConnections(), limits.loginTimeout(), limits.idleTimeout()));
  }

  /** Who may use SIP2 without a connection, within the limits that hold for all listeners. */
  Sip2Access withoutConnection() {
    return access(Sip2Rules.ALL, configuration.limits());
  }

  private Sip2Access access(Sip2Rules rules, Sip2Listener.Limits limits) {
    return new Sip2Access(
        rules,
        new Sip2Limits(limits.messagesPerAddress(), limits.messagesPerAccount(), limits.burst()),
        accounts,
        contacts,
        presence,
        refusals);
  }

  private static Sip2Rules rules(Sip2Listener listener) {
    var tls = listener.tls();
    return new Sip2Rules(
        listener.tenant(),
        listener.machines(),
        tls == null
            ? Map.of()
            : tls.serverNames().stream()
                .collect(
                    Collectors.toMap(
                        Sip2Listener.ServerName::name,
                        n -> new Sip2Rules.HostRules(n.tenant(), n.account()))),
        listener.account());
  }

  private static Mapping<String, SslContext> tls(Encryption encryption) {
    var standard = context(encryption, encryption.certificate());
    var byName = new HashMap<String, SslContext>();
    for (var name : encryption.serverNames()) {
      var own = name.certificate();
      byName.put(name.name(), own == null ? standard : context(encryption, own));
    }
    return name -> name == null ? standard : byName.getOrDefault(name, standard);
  }

  private static SslContext context(Encryption encryption, Configuration.Tls certificate) {
    return TcpListeners.tls(
        certificate,
        builder -> {
          ask(
              builder,
              encryption.authorities(),
              encryption.client() == Sip2Listener.ClientCertificate.REQUIRED
                  ? ClientAuth.REQUIRE
                  : ClientAuth.OPTIONAL);
        },
        PROTOCOLS);
  }

  /** Asks clients for certificates of these authorities; with null, for none. */
  static void ask(SslContextBuilder builder, @Nullable Path authorities, ClientAuth how) {
    if (authorities != null) {
      builder.trustManager(authorities.toFile()).clientAuth(how);
    }
  }

  /** The ports, in the order of the configuration. */
  synchronized List<Integer> ports() {
    return listeners.values().stream().map(TcpListener::port).toList();
  }

  /** The listening addresses with their ports, in the order of the configuration. */
  synchronized List<InetSocketAddress> addresses() {
    return listeners.entrySet().stream()
        .map(one -> InetSocketAddress.createUnresolved(one.getKey().host(), one.getValue().port()))
        .toList();
  }

  /** All present listeners. */
  synchronized List<TcpListener> all() {
    return List.copyOf(listeners.values());
  }

  /** How many connections there are. */
  synchronized int connections() {
    return listeners.values().stream().mapToInt(TcpListener::connections).sum();
  }

  /** Takes no more connections, answers every frame received, and closes. */
  @Override
  public synchronized void close() {
    listeners.values().forEach(TcpListener::close);
    presence.close();
  }
}
