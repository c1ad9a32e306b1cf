package org.samling.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Terminal;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.Allowances;
import org.samling.exchange.profile.Profiles;
import org.samling.library.Library;
import org.samling.library.Version;
import org.samling.library.config.Configuration;
import org.samling.library.config.LoginSettings;
import org.samling.library.config.RestLimit;
import org.samling.marc.MarcRecordMaker;
import org.samling.marc.MarcRecordRenderer;
import org.samling.operations.Family.Served;
import org.samling.rest.LocalOperator;
import org.samling.rest.RestService;
import org.samling.routes.iso18626.Iso18626Responder;
import org.samling.routes.ncip.NcipResponder;
import org.samling.routes.ncip.NcipSettings;
import org.samling.routes.oai.OaiResponder;
import org.samling.routes.oai.OaiSettings;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Settings;
import org.samling.routes.sru.SruResponder;
import org.samling.routes.z3950.Z3950Service;
import org.samling.routes.z3950.Z3950Settings;
import org.samling.search.LuceneCatalogue;
import org.samling.server.logging.Traces;
import org.samling.server.web.Health;
import org.samling.server.web.IndexCopyEndpoint;
import org.samling.server.web.Iso18626Endpoint;
import org.samling.server.web.OaiEndpoint;
import org.samling.server.web.RestEndpoint;
import org.samling.server.web.SruEndpoint;
import org.samling.zoom.RemoteCatalogues;

/** Creates the responders of all protocols. */
final class Responders {

  /** The compressions of HTTP that harvesters may ask for. */
  private static final List<String> COMPRESSIONS = List.of("gzip", "deflate");

  /** How many SRU searches a second an address may make, and how many at once after a pause. */
  private static final int SEARCHES_PER_ADDRESS = 100;

  private static final int SEARCHES_AT_ONCE_PER_ADDRESS = 500;

  private final Library library;
  private final LuceneCatalogue index;
  private final RemoteCatalogues remote;
  private final Health health;
  private final Duration answerWithin;
  private final MeterRegistry metrics;
  private final AccountAnswers accountAnswers;
  private final @Nullable Traces traces;

  /**
   * Creates an instance.
   *
   * @param index the index of the library's catalogue
   * @param remote other libraries' catalogues
   * @param health whether the server takes work
   * @param answerWithin how long an answer may take
   * @param traces exports a trace of each answer, or null
   */
  Responders(
      Library library,
      LuceneCatalogue index,
      RemoteCatalogues remote,
      Health health,
      Duration answerWithin,
      MeterRegistry metrics,
      @Nullable Traces traces) {
    this.library = library;
    this.index = index;
    this.remote = remote;
    this.health = health;
    this.answerWithin = answerWithin;
    this.metrics = metrics;
    this.accountAnswers = new AccountAnswers(metrics, AccountAnswers.MAX_SERIES);
    this.traces = traces;
  }

  private AnswerMetrics meter(String protocol) {
    return new AnswerMetrics(
        metrics, accountAnswers, library.store().accountContacts(), traces, protocol);
  }

  /** The library's ports for kiosks. */
  Sip2Service.Ports kioskPorts() {
    var store = library.store();
    return new Sip2Service.Ports(
        store.accounts(),
        store.patronAuthentication(),
        store,
        store.inquiries(),
        store.holdLists(),
        store.descriptions(),
        store.ownTexts(),
        health::isReady);
  }

  /** Answers SIP2. */
  Sip2Service kiosks(Configuration.Sip2 sip2, LoginSettings logins) {
    return new Sip2Service(
        library.camel(),
        kioskPorts(),
        new Sip2Settings(
            sip2.retransmissionWindow(),
            answerWithin,
            logins.checkedEvery(),
            sip2.unknownMessages(),
            Profiles.PRESETS),
        meter("sip2"));
  }

  /** Answers Z39.50. */
  Z3950Service searches(Configuration.Z3950 z3950) {
    var store = library.store();
    return new Z3950Service(
        library.camel(),
        new Z3950Service.Ports(
            store.accounts(),
            store.tenants(),
            index,
            remote,
            store.inquiries(),
            store.workLevels(),
            new MarcRecordRenderer(),
            library.recordReader(),
            store.recordUpdates(),
            store.interlibraryRequests()),
        new Z3950Settings(Version.text(), z3950.resultSets(), answerWithin),
        meter("z3950"));
  }

  /** Answers NCIP. */
  NcipResponder ncip(Configuration.Ncip ncip, LoginSettings logins) {
    var store = library.store();
    return new NcipResponder(
        library.camel(),
        new NcipResponder.Ports(
            store.accounts(),
            store.patronAuthentication(),
            store.patronPins(),
            store,
            store.inquiries(),
            index,
            store.patronRegister(),
            store.interlibraryRequests(),
            store.interlibraryMessages(),
            new BorrowingDesk(new MarcRecordMaker(), store.borrowedItems())),
        new NcipSettings(
            ncip.messageLimit(), ncip.repetitionWindow(), logins.checkedEvery(), answerWithin),
        meter("ncip"));
  }

  /**
   * Answers REST.
   *
   * @param offered who answers the operations
   * @param operator what proves the operator of this machine
   */
  RestEndpoint rest(List<Served<?>> offered, RestLimit limit, Secret operator) {
    var store = library.store();
    var service =
        new RestService(
            library.camel(),
            store.accounts(),
            store.answeredRequests(),
            offered,
            new LocalOperator(operator, Terminal.user(), store.tenants(), store.inquiries()),
            RestEndpoint.json(),
            meter("rest"));
    return new RestEndpoint(service, limit, answerWithin);
  }

  /** Answers ISO 18626. */
  Iso18626Endpoint iso18626(Configuration.Ill ill) {
    var store = library.store();
    var responder =
        new Iso18626Responder(
            library.camel(),
            new Iso18626Responder.Ports(
                store.accounts(),
                store,
                store.inquiries(),
                index,
                store.interlibraryRequests(),
                store.interlibraryMessages()),
            ill.messageLimit(),
            answerWithin,
            meter("iso18626"));
    return new Iso18626Endpoint(responder, ill.messageLimit());
  }

  /** Sends the index to other nodes. */
  IndexCopyEndpoint indexCopies() {
    return new IndexCopyEndpoint(index, library.store().nodeSignatures());
  }

  /** Answers OAI-PMH. */
  OaiEndpoint oai(Configuration.OaiPmh oai) {
    var store = library.store();
    var responder =
        new OaiResponder(
            library.camel(),
            new OaiResponder.Ports(
                store.accounts(),
                store.tenants(),
                store.catalogueHarvest(),
                new MarcRecordRenderer(),
                store.signatures()),
            new OaiSettings(
                oai.domain(), oai.adminEmail(), oai.pageSize(), COMPRESSIONS, answerWithin),
            meter("oai-pmh"));
    return new OaiEndpoint(
        responder, new Allowances<>(oai.requestsPerAddress(), oai.burst()), oai.publicUrl());
  }

  /** Answers SRU. */
  SruEndpoint sru() {
    var store = library.store();
    var responder =
        new SruResponder(
            library.camel(),
            new SruResponder.Ports(
                store.accounts(),
                store.tenants(),
                index,
                index,
                remote,
                store.inquiries(),
                new MarcRecordRenderer()),
            answerWithin,
            meter("sru"));
    return new SruEndpoint(
        responder, new Allowances<>(SEARCHES_PER_ADDRESS, SEARCHES_AT_ONCE_PER_ADDRESS));
  }
}
