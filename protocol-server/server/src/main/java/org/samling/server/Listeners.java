package org.samling.server;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Terminal;
import org.samling.console.Console;
import org.samling.console.web.Endpoint;
import org.samling.core.organisation.Secret;
import org.samling.exchange.imports.ImportCounts;
import org.samling.exchange.imports.ImportFolder;
import org.samling.exchange.imports.UploadedImports;
import org.samling.exchange.notices.Channels;
import org.samling.exchange.profile.Profiles;
import org.samling.exchange.registry.RegistryFolder;
import org.samling.exchange.routes.NoticeCopies;
import org.samling.exchange.routes.OperatorRoutes;
import org.samling.library.Library;
import org.samling.library.OperatorToken;
import org.samling.library.Version;
import org.samling.library.config.Configuration;
import org.samling.library.config.NoticeSettings;
import org.samling.operations.Family.Served;
import org.samling.rest.RestOperation;
import org.samling.routes.ill.InternetAddresses;
import org.samling.routes.jobs.Job;
import org.samling.routes.jobs.Timetable;
import org.samling.routes.ncip.NcipResponder;
import org.samling.routes.notices.NoticeRelay;
import org.samling.routes.registry.PersonEvents;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2XmlResponder;
import org.samling.routes.z3950.Z3950Service;
import org.samling.search.LuceneCatalogue;
import org.samling.server.console.NodeSessions;
import org.samling.server.console.OidcProvider;
import org.samling.server.console.Sections;
import org.samling.server.console.ZoomCatalogues;
import org.samling.server.ill.InterlibraryAsking;
import org.samling.server.ill.InterlibraryRelays;
import org.samling.server.logging.Traces;
import org.samling.server.sip2.Sip2WireLog;
import org.samling.server.tcp.ReopenedListener;
import org.samling.server.tcp.TcpListener;
import org.samling.server.web.ConsoleEndpoint;
import org.samling.server.web.Health;
import org.samling.server.web.HttpPartners;
import org.samling.server.web.NcipEndpoint;
import org.samling.server.web.NcipLogins;
import org.samling.server.web.Sip2XmlEndpoint;
import org.samling.server.web.WebServer;
import org.samling.zoom.RemoteCatalogues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All listeners: SIP2, Z39.50, and HTTP with NCIP, OAI-PMH and SRU. */
public final class Listeners implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** Long enough for kiosks that all connect again after a start. */
  private static final Duration FIRST_RUNS = Duration.ofMinutes(1);

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new RequestExemplars());
  private final Library library;
  private final LuceneCatalogue index;
  private final RemoteCatalogues remote;
  private final Health health;
  private final Responders responders;
  private final Sip2Listeners sip2;
  private final ReopenedListener z3950;
  private final @Nullable ReopenedListener ncipTcp;
  private final List<Served<?>> offered;
  private final Console console;
  private final Channels noticeChannels;
  private List<RestOperation> restOperations = List.of();
  private final WebServer web;
  private final Timetable timetable;
  private final List<Job> jobs;

  /** Opens the listeners that can be reopened, for a configuration. */
  private final Function<Configuration, TcpListener> z3950Opener;

  private final Function<Configuration, @Nullable Supplier<TcpListener>> ncipOpener;

  /** Lets commands on this machine ask this server for everything. */
  private final Secret operator = OperatorToken.make();

  /** The configuration in effect. */
  private volatile Configuration configuration;

  /** What was started, the latest first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /**
   * Starts all listeners.
   *
   * @param index the index of the library's catalogue
   * @param configuration addresses and limits
   * @throws IllegalStateException when a port can't be opened; the message names it
   */
  public Listeners(Library library, LuceneCatalogue index, Configuration configuration) {
    this.library = library;
    this.index = index;
    this.configuration = configuration;
    var warmUp = WarmUp.begin(library.store());
    // Its runs end last: what others close under a run that takes long ends that run.
    timetable = started(new Timetable());
    health = started(new Health(library.store()::isReady));
    remote =
        started(new RemoteCatalogues(configuration.remote().databases(), library.recordReader()));
    var traces = configuration.traces();
    responders =
        new Responders(
            library,
            index,
            remote,
            health,
            configuration.store().answerWithin(),
            metrics,
            traces == null ? null : started(new Traces(traces, Version.text())));
    try {
      var tls = configuration.tls();
      var kiosks = responders.kiosks(configuration.sip2(), configuration.logins());
      var wireLog =
          started(
              new Sip2WireLog(
                  configuration.sip2().wireLog(), library.store().accounts(), Profiles.PRESETS));
      sip2 = started(sip2(kiosks, wireLog, configuration.sip2(), tls));
      var openers = new TcpListeners(metrics);
      var searches = responders.searches(configuration.z3950());
      z3950Opener = next -> openers.z3950(searches, next.z3950(), next.tls());
      z3950 = started(new ReopenedListener(() -> z3950Opener.apply(configuration)));
      var importCounts = new ImportCounts(metrics);
      var uploads = started(new UploadedImports(library, configuration.imports(), importCounts));
      var ncip = responders.ncip(configuration.ncip(), configuration.logins());
      var logins = NcipLogins.of(configuration.ncip());
      ncipOpener = next -> openers.ncip(ncip, logins, next.ncip(), next.tls());
      var ncipListener = ncipOpener.apply(configuration);
      ncipTcp = startedIfAny(ncipListener == null ? null : new ReopenedListener(ncipListener));
      noticeChannels =
          started(
              new Channels(
                  library.camel(),
                  configuration.notices(),
                  NoticeCopies.of(library.camel(), configuration.routes())));
      var answerWithin = configuration.store().answerWithin();
      var addresses = new InternetAddresses(configuration.ill().internalAddresses());
      var partners =
          started(
              new HttpPartners(
                  library.store().illPartners(), addresses, configuration.ill().messageLimit()));
      var asking = InterlibraryAsking.of(library, index, remote, configuration);
      offered =
          new OfferedOperations(
                  library,
                  index,
                  uploads,
                  noticeChannels,
                  new OfferedOperations.Partners(addresses, partners),
                  asking,
                  answerWithin)
              .all();
      console = console(kiosks, searches, ncip, wireLog, uploads, asking);
      warmUp.await(); // before /health/ready reports ready to kiosks
      web = started(web(kiosks, ncip, logins, wireLog, configuration));
      jobs =
          Jobs.start(
              timetable,
              library,
              metrics,
              new Jobs.Relays(
                  InterlibraryRelays.of(
                      library.store(), Jobs.commands(library), partners, configuration.ill()),
                  configuration.ill().sendEvery(),
                  noticeRelay(configuration.notices())),
              new Jobs.ReceivedFiles(uploads, configuration.registry()));
      configuration
          .imports()
          .folders()
          .forEach(folder -> ImportFolder.watch(library, folder, importCounts));
      var registry = configuration.registry();
      if (registry != null) {
        RegistryFolder.watch(library.camel(), registry.folder(), personEvents());
      }
      // After all others, whose ids an operator's route can't take.
      started(OperatorRoutes.start(library.camel(), configuration.routes()));
      ServerMetrics.bind(
          metrics,
          new ServerMetrics.Open(sip2, z3950, ncipTcp, web),
          health,
          library.store(),
          index);
      leaveToken();
      library
          .store()
          .nodes()
          .join(new ThisNode(configuration.http().host(), this::httpPort, index)::report);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Leaves the token for as long as this server listens. */
  private void leaveToken() {
    var http = configuration.http();
    var tls = configuration.tls();
    var token =
        new OperatorToken(
            URI.create(
                "%s://%s:%d"
                    .formatted(
                        http.tls() ? "https" : "http",
                        RunningServer.reachable(http.host()),
                        httpPort())),
            operator,
            Terminal.user(),
            http.tls() && tls != null ? tls.certificate().toAbsolutePath() : null);
    var file = OperatorToken.file(configuration);
    try {
      token.write(file);
      started(() -> token.remove(file));
    } catch (UncheckedIOException e) {
      LOG.warn("commands on this machine need a token of an account: {}", e.toString());
    }
  }

  private <T extends AutoCloseable> T started(T listener) {
    started.push(listener);
    return listener;
  }

  private <T extends AutoCloseable> @Nullable T startedIfAny(@Nullable T listener) {
    return listener == null ? null : started(listener);
  }

  private Sip2Listeners sip2(
      Sip2Service service,
      Sip2WireLog wireLog,
      Configuration.Sip2 sip2,
      Configuration.@Nullable Tls tls) {
    var store = library.store();
    return new Sip2Listeners(
        sip2, tls, service, wireLog, store.accounts(), store.accountContacts(), metrics);
  }

  private WebServer web(
      Sip2Service kiosks,
      NcipResponder ncip,
      NcipLogins logins,
      Sip2WireLog wireLog,
      Configuration configuration) {
    var rest = responders.rest(offered, configuration.rest(), operator);
    restOperations = rest.operations();
    return new WebServer(
        WebServer.ListenOptions.of(configuration),
        WebServer.ListenOptions.ofManagement(configuration),
        health,
        metrics,
        Sip2Listeners.refusals(metrics, "http"),
        List.of(
            new NcipEndpoint(ncip, logins, configuration.ncip()),
            responders.iso18626(configuration.ill()),
            new Sip2XmlEndpoint(
                new Sip2XmlResponder(
                    kiosks, responders.kioskPorts(), configuration.logins().checkedEvery()),
                sip2.withoutConnection(),
                wireLog),
            rest,
            responders.oai(configuration.oaiPmh()),
            responders.sru(),
            responders.indexCopies(),
            new ConsoleEndpoint(console, configuration.imports().uploads().timeout())));
  }

  private Console console(
      Sip2Service kiosks,
      Z3950Service searches,
      NcipResponder ncip,
      Sip2WireLog wireLog,
      UploadedImports uploads,
      InterlibraryAsking asking) {
    var store = library.store();
    var sessions = started(new NodeSessions(sip2::all, z3950::now, store.accounts()));
    var others =
        started(
            new ZoomCatalogues(
                configuration.remote().targets(), library.recordReader(), library.imports()));
    var oidc = configuration.http().oidc();
    return started(
        new Console(
            store.staff(),
            store.secondFactors(),
            store.tenants(),
            store.inquiries(),
            new OpenedFront(
                    health, store.tenants(), this::sip2Ports, this::z3950Port, this::httpPort)
                ::page,
            oidc == null ? null : new OidcProvider(oidc),
            new Sections(
                    store,
                    index,
                    configuration,
                    offered,
                    kiosks,
                    searches,
                    ncip,
                    wireLog,
                    uploads,
                    asking)
                .all(metrics, sessions, others),
            ConsoleEndpoint.scopes()));
  }

  private PersonEvents personEvents() {
    return new PersonEvents(library.camel(), library.store().persons(), Jobs.commands(library));
  }

  private NoticeRelay noticeRelay(NoticeSettings notices) {
    var store = library.store();
    return new NoticeRelay(
        new NoticeRelay.Ports(store.inquiries(), store.notices(), store.noticeTemplates()),
        noticeChannels,
        notices.lease(),
        Channels.meter(metrics));
  }

  /** What REST offers. */
  public List<RestOperation> restOperations() {
    return restOperations;
  }

  /** The console's endpoints for a tenant. */
  public List<Endpoint> consoleEndpoints() {
    return console.endpoints();
  }

  /** Runs the jobs with long periods soon after the start, not only when a period is over. */
  void runJobsSoon() {
    timetable.runSoon(FIRST_RUNS);
  }

  /** The scheduled jobs. */
  List<Job> jobs() {
    return jobs;
  }

  /** The first port of SIP2. */
  public int sip2Port() {
    return sip2Ports().getFirst();
  }

  /** The ports of SIP2, in the order of the configuration. */
  public List<Integer> sip2Ports() {
    return sip2.ports();
  }

  /** The addresses of SIP2 with their ports, in the order of the configuration. */
  public List<InetSocketAddress> sip2Addresses() {
    return sip2.addresses();
  }

  /** The port of Z39.50. */
  public int z3950Port() {
    return z3950.port();
  }

  /**
   * The port of NCIP without HTTP.
   *
   * @throws IllegalStateException where it is not configured
   */
  public int ncipPort() {
    if (ncipTcp == null) {
      throw new IllegalStateException("the configuration has no ncip.tcp");
    }
    return ncipTcp.port();
  }

  /** The port of HTTP. */
  public int httpPort() {
    return web.port();
  }

  /** The port of metrics and health, which is that of HTTP unless they have one of their own. */
  public int managementPort() {
    return web.managementPort();
  }

  /**
   * Applies another configuration as far as possible without a restart: addresses, limits and
   * certificates. A listener that is the same in both keeps its connections; those of others end
   * once everything received was answered.
   *
   * @throws IllegalStateException when a port can't be opened or a certificate can't be used; the
   *     message names it, and the listener is as before
   */
  synchronized void reload(Configuration next) {
    var before = configuration;
    sip2.reload(next.sip2(), next.tls());
    if (!next.z3950().equals(before.z3950())
        || (next.z3950().tls() && !Objects.equals(next.tls(), before.tls()))) {
      z3950.reopen(() -> z3950Opener.apply(next));
    }
    var ncip = ncipOpener.apply(next);
    if (ncipTcp != null
        && ncip != null
        && (!Objects.equals(next.ncip().tcp(), before.ncip().tcp())
            || !Objects.equals(next.tls(), before.tls()))) {
      ncipTcp.reopen(ncip);
    }
    web.reopen(WebServer.ListenOptions.of(next));
    configuration = next;
    renewTls();
  }

  /**
   * Reads all certificates and keys again, for later connections.
   *
   * @throws IllegalStateException when one can't be used; the message names it, and the former ones
   *     stay
   */
  synchronized void renewTls() {
    sip2.renewTls();
    z3950.renewTls();
    if (ncipTcp != null) {
      ncipTcp.renewTls();
    }
    var http = configuration.http();
    var tls = configuration.tls();
    var management = http.management();
    if (tls != null && (http.tls() || (management != null && management.tls()))) {
      TcpListeners.tls(tls, _ -> {}, Sip2Listeners.PROTOCOLS); // throws if they can't be used
      web.renewTls();
    }
  }

  /**
   * Reports that no new work is taken, gives kiosks time to notice, finishes answering, and stops
   * listening.
   */
  @Override
  public void close() {
    timetable.stopClock(); // no run begins on what is closed
    health.drain();
    var until = Instant.now().plus(configuration.sip2().drain());
    try {
      while (sip2 != null && sip2.connections() > 0 && Instant.now().isBefore(until)) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a listener did not stop", e);
      }
    }
    library.store().nodes().leave();
  }
}
