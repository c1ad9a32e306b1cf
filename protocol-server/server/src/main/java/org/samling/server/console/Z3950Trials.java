package org.samling.server.console;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.trial.TrialSearcher;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Tenant;
import org.samling.routes.z3950.Z3950Service;
import org.samling.routes.z3950.Z3950Session;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Annotator;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.CharSetNegotiation;
import org.samling.z3950.data.CharSetNegotiation.OriginProposal;
import org.samling.z3950.data.CharSetNegotiation.TargetResponse;
import org.samling.z3950.data.ElementSetNames;
import org.samling.z3950.data.External;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.Records;
import org.samling.z3950.data.RpnQuery;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.pqf.PqfDecoded;
import org.samling.z3950.pqf.PqfParser;

/**
 * A Z39.50 client without a socket: its APDUs are processed as all others, from the codec on. Each
 * trial has a session of its own.
 */
public final class Z3950Trials implements TrialSearcher {

  private static final long MESSAGE_SIZE = 1_000_000;
  private static final int MOST_RECORDS = 5;
  private static final long TERMS = 10;
  private static final String SET = "default";

  private final Predicate<Tenant> isSandbox;
  private final Z3950Service service;
  private final Accounts accounts;

  /**
   * Creates an instance.
   *
   * @param isSandbox whether a tenant is a sandbox for trials
   */
  public Z3950Trials(Predicate<Tenant> isSandbox, Z3950Service service, Accounts accounts) {
    this.isSandbox = isSandbox;
    this.service = service;
    this.accounts = accounts;
  }

  /** The request after the session is open. */
  private sealed interface Question {}

  private record NoQuestion() implements Question {}

  private record Find(Query query, Oid syntax) implements Question {}

  private record Browse(Oid attributeSet, AttributesPlusTerm start) implements Question {}

  private record Invalid(Unreadable why) implements Question {}

  @Override
  public Optional<Outcome> run(Tenant tenant, String username, SessionRequest wish) {
    if (!isSandbox.test(tenant)) {
      return Optional.empty();
    }
    if (username.isEmpty()) {
      return Optional.of(talk(tenant, (Account) null, wish));
    }
    return accounts
        .named(Account.Protocol.Z3950, username)
        .filter(a -> a.tenant().id().equals(tenant.id()))
        .map(a -> talk(tenant, a, wish));
  }

  private Outcome talk(Tenant tenant, @Nullable Account account, SessionRequest wish) {
    var question = question(wish);
    if (question instanceof Invalid(var why)) {
      return why;
    }
    try (var session = account == null ? new Z3950Session() : Z3950Session.of(account)) {
      var line = new Line(session);
      if (line.send(init()) instanceof InitializeResponse init && init.result()) {
        line.negotiated(init);
        switch (question) {
          case Find(var query, var syntax) -> find(line, tenant, query, syntax);
          case Browse(var set, var start) ->
              line.send(new ScanRequest(null, List.of(tenant.code()), set, start, null, TERMS, 1L));
          case NoQuestion() -> {}
          case Invalid _ -> {}
        }
      }
      return new Session(line.exchanges, line.records);
    }
  }

  private static Question question(SessionRequest wish) {
    return switch (wish) {
      case Init() -> new NoQuestion();
      case Search(var notation, var query, var syntax) -> search(notation, query, oid(syntax));
      case Scan(var start) ->
          switch (PqfParser.parse(start, Z3950Charset.UTF_8)) {
            case PqfDecoded.Malformed malformed -> invalid(malformed);
            case PqfDecoded.Parsed(RpnQuery(var set, AttributesPlusTerm term)) ->
                new Browse(set, term);
            case PqfDecoded.Parsed _ ->
                new Invalid(new Unreadable("a scan starts at one term, without operators", 1));
          };
    };
  }

  private static Question search(Notation notation, String query, Oid syntax) {
    return switch (notation) {
      case CQL ->
          new Find(
              new Query.OfLanguage(
                  External.octetAligned(Oid.CQL, Z3950Charset.UTF_8.encode(query))),
              syntax);
      case PQF ->
          switch (PqfParser.parse(query, Z3950Charset.UTF_8)) {
            case PqfDecoded.Malformed malformed -> invalid(malformed);
            case PqfDecoded.Parsed(var rpn) -> new Find(new Query.Rpn(rpn), syntax);
          };
    };
  }

  private static Question invalid(PqfDecoded.Malformed malformed) {
    return new Invalid(new Unreadable(malformed.reason(), malformed.position() + 1));
  }

  private static Oid oid(Syntax syntax) {
    return switch (syntax) {
      case USMARC -> Oid.USMARC;
      case DANMARC -> Oid.DANMARC;
      case XML -> Oid.XML;
      case SUTRS -> Oid.SUTRS;
    };
  }

  private static InitializeRequest init() {
    return InitializeRequest.of(
        EnumSet.of(ProtocolVersion.VERSION_1, ProtocolVersion.VERSION_2, ProtocolVersion.VERSION_3),
        Set.of(
            InitOption.SEARCH, InitOption.PRESENT, InitOption.SCAN, InitOption.NAMED_RESULT_SETS),
        MESSAGE_SIZE,
        null,
        "Samling's console",
        List.of(
            new OriginProposal(List.of(CharSetNegotiation.UTF_8), List.of(), true)
                .toOtherInformation()));
  }

  private static void find(Line line, Tenant tenant, Query query, Oid syntax) {
    var search = SearchRequest.of(SET, List.of(tenant.code()), syntax, query);
    if (line.send(search) instanceof SearchResponse found && found.resultCount() > 0) {
      var present =
          PresentRequest.of(
              SET,
              1,
              Math.min(found.resultCount(), MOST_RECORDS),
              new ElementSetNames.GenericElementSetName("F"),
              syntax);
      if (line.send(present) instanceof PresentResponse came) {
        line.keep(came.records());
      }
    }
  }

  /** A session with everything exchanged in it. */
  private final class Line {

    private final Z3950Session session;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<String> records = new ArrayList<>();
    private Z3950Codec codec = new Z3950Codec(BerLimits.DEFAULT);

    Line(Z3950Session session) {
      this.session = session;
    }

    /** Applies what was negotiated. */
    void negotiated(InitializeResponse init) {
      codec =
          new Z3950Codec(
              init.protocolVersion().contains(ProtocolVersion.VERSION_3)
                  ? ProtocolVersion.VERSION_3
                  : ProtocolVersion.VERSION_2,
              init.targetResponse().map(TargetResponse::charset).orElse(Z3950Charset.UNNEGOTIATED),
              BerLimits.DEFAULT);
    }

    /** Sends a request; null where there is no answer, or it can't be read. */
    @Nullable Z3950Response send(Z3950Request request) {
      var annotator = new Z3950Annotator(codec);
      var frame = codec.encodeRequest(request);
      service.handleOnArrival(session, frame);
      var answer = service.answer(session, frame);
      var response =
          !answer.replies().isEmpty()
                  && codec.decodeResponse(answer.replies().getLast())
                      instanceof Decoded.Message<Z3950Response>(var decoded)
              ? decoded
              : null;
      exchanges.add(
          new Exchange(
              annotator.annotate(frame),
              answer.replies().stream().map(annotator::annotate).collect(Collectors.joining()),
              response == null ? List.of() : TrialDiagnostics.in(response)));
      return response;
    }

    void keep(@Nullable Records came) {
      if (came instanceof Records.ResponseRecords(var all)) {
        all.forEach(r -> {
          if (r.record() instanceof NamePlusRecord.RetrievalRecord(var external)) {
            records.add(RecordLines.of(external));
          }
        });
      }
    }
  }
}
