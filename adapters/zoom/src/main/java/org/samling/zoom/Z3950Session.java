package org.samling.zoom;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.z3950.Close;
import org.samling.z3950.CloseReason;
import org.samling.z3950.Decoded;
import org.samling.z3950.InitOption;
import org.samling.z3950.TaskPackage;
import org.samling.z3950.Z3950Codec;
import org.samling.z3950.Z3950Request;
import org.samling.z3950.Z3950Request.EsFunction;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Request.WaitAction;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.ResultSetStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.ber.Z3950FormatException;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.CharSetNegotiation;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.ElementSetNames.GenericElementSetName;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.NamePlusRecord.SurrogateDiagnostic;
import org.samling.z3950.data.OpacRecord;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.Records;
import org.samling.z3950.data.Records.MultipleNonSurDiagnostics;
import org.samling.z3950.data.Records.NonSurrogateDiagnostic;
import org.samling.z3950.data.Records.ResponseRecords;
import org.samling.z3950.data.Z3950Secret;
import org.samling.z3950.pqf.PqfDecoded;
import org.samling.z3950.pqf.PqfParser;
import org.samling.zoom.ZoomConnection.Notation;
import org.samling.zoom.ZoomResultSet.Fetched;

/**
 * A Z39.50 session, as the client. Requests are answered one at a time, so anything received that
 * does not answer the current one, even a well-formed APDU, ends the session.
 */
final class Z3950Session implements TargetSession {

  /** The largest APDU accepted from a target, in bytes. */
  private static final int LARGEST_ANSWER = 16 << 20;

  private static final BerLimits LIMITS =
      new BerLimits(LARGEST_ANSWER, BerLimits.DEFAULT.maxDepth(), 1 << 18);

  private static final Set<InitOption> OPTIONS =
      EnumSet.of(
          InitOption.SEARCH,
          InitOption.PRESENT,
          InitOption.EXTENDED_SERVICES,
          InitOption.NAMED_RESULT_SETS,
          InitOption.NEGOTIATION_MODEL);

  /** The result set name on servers without named result sets. */
  private static final String DEFAULT_SET = "default";

  private static final String BIB_1 = "Bib-1";

  private final ZoomTarget target;
  private final List<String> databases;
  private final Z3950Connection line;
  private Z3950Codec codec = new Z3950Codec(LIMITS);
  private TermEncoding terms;
  private boolean areSetsNamed;
  private int searches;

  private Z3950Session(ZoomTarget target, List<String> databases, Z3950Connection line) {
    this.target = target;
    this.databases = databases;
    this.line = line;
    this.terms = TermEncoding.of(target.queryCharset());
  }

  /**
   * Opens a session.
   *
   * @throws ZoomException if the target can't be reached, or rejects Init
   */
  static Z3950Session open(ZoomTarget target) {
    var address = Z3950Address.of(target.address());
    var line = Z3950Connection.open(target, address, LARGEST_ANSWER);
    try {
      var session = new Z3950Session(target, address.databases(), line);
      session.initialize();
      return session;
    } catch (RuntimeException e) {
      line.close();
      throw e;
    }
  }

  private void initialize() {
    var proposal =
        new CharSetNegotiation.OriginProposal(List.of(CharSetNegotiation.UTF_8), List.of(), true);
    var answer =
        ask(
            InitializeRequest.of(
                EnumSet.allOf(ProtocolVersion.class),
                OPTIONS,
                LARGEST_ANSWER,
                authentication(),
                "Samling",
                List.of(proposal.toOtherInformation())),
            InitializeResponse.class);
    if (!answer.result()) {
      throw answer.diagnostics().stream()
          .findFirst()
          .map(this::refusal)
          .orElseGet(() -> lost(ZoomFault.INIT_REJECTED, ""));
    }
    var agreed =
        answer
            .targetResponse()
            .map(CharSetNegotiation.TargetResponse::charset)
            .orElse(Z3950Charset.UNNEGOTIATED);
    if (agreed != Z3950Charset.UNNEGOTIATED) {
      terms = agreed::encode;
    }
    codec =
        new Z3950Codec(
            answer.protocolVersion().contains(ProtocolVersion.VERSION_3)
                ? ProtocolVersion.VERSION_3
                : ProtocolVersion.VERSION_2,
            agreed,
            LIMITS);
    areSetsNamed = answer.options().contains(InitOption.NAMED_RESULT_SETS);
  }

  private @Nullable IdAuthentication authentication() {
    var login = target.login();
    return login == null
        ? null
        : new IdAuthentication.IdPass(
            login.group(), login.user(), new Z3950Secret(login.password().value()));
  }

  @Override
  public Hits search(Notation notation, String text) {
    var query = query(notation, text);
    searches++;
    var set = areSetsNamed ? Integer.toString(searches) : DEFAULT_SET;
    var answer = ask(SearchRequest.of(set, databases, null, query), SearchResponse.class);
    var refusal = refusal(answer.records());
    if (refusal != null) {
      throw refusal;
    }
    if (!answer.searchStatus()
        && (answer.resultSetStatus() == null || answer.resultSetStatus() == ResultSetStatus.NONE)) {
      throw unspecified("the search failed without a reason");
    }
    return new Found(set, searches, answer.resultCount());
  }

  private Query query(Notation notation, String text) {
    return switch (notation) {
      case CQL -> new Query.OfLanguage(External.text(Oid.CQL, text, codec.charset()));
      case PQF ->
          switch (PqfParser.parse(text, terms::write)) {
            case PqfDecoded.Parsed(var rpn) -> new Query.Rpn(rpn);
            case PqfDecoded.Malformed _ ->
                throw new IllegalArgumentException(
                    "\"%s\" is not valid %s".formatted(text, notation));
          };
    };
  }

  /** A search result: a result set at the target. */
  private final class Found implements Hits {

    private final String set;
    private final int search;
    private final long count;

    Found(String set, int search, long count) {
      this.set = set;
      this.search = search;
      this.count = count;
    }

    @Override
    public long count() {
      return count;
    }

    @Override
    public List<Fetched> records(long from, int number) {
      if (!areSetsNamed && search != searches) {
        throw new IllegalStateException(target.name() + " keeps only the last search result");
      }
      var answer =
          ask(
              PresentRequest.of(
                  set,
                  from,
                  number,
                  new GenericElementSetName(target.elementSet()),
                  target.recordSyntax()),
              PresentResponse.class);
      var refusal = refusal(answer.records());
      if (refusal != null) {
        throw refusal;
      }
      return answer.records() instanceof ResponseRecords(var records)
          ? records.stream().limit(number).map(Z3950Session.this::fetched).toList()
          : List.of();
    }
  }

  private Fetched fetched(NamePlusRecord place) {
    return switch (place.record()) {
      case SurrogateDiagnostic(var diagnostic) ->
          new Fetched.Missing(String.valueOf(refusal(diagnostic).getMessage()));
      case RetrievalRecord(var external) -> fetched(external);
    };
  }

  private Fetched fetched(External external) {
    var syntax = external.directReference();
    if (Oid.OPAC.equals(syntax)) {
      return fetchedWithCopies(external);
    }
    var name = syntax == null ? "" : syntax.name();
    return external.encoding() instanceof External.OctetAligned || Oid.SUTRS.equals(syntax)
        ? new Fetched.Returned(new ZoomRecord(name, Bytes.of(external.content().bytes())))
        : new Fetched.Missing(
            "%s: the encoding of the record is not supported: %s".formatted(target.name(), name));
  }

  private Fetched fetchedWithCopies(External external) {
    OpacRecord opac;
    try {
      opac = OpacRecord.of(external, codec.charset());
    } catch (Z3950FormatException e) {
      return new Fetched.Missing(
          "%s: the OPAC record can't be read: %s".formatted(target.name(), e.getMessage()));
    }
    var record = opac.bibliographicRecord();
    return record != null
            && !Oid.OPAC.equals(record.directReference())
            && fetched(record) instanceof Fetched.Returned(var returned)
        ? new Fetched.Returned(
            new ZoomRecord(returned.syntax(), returned.bytes(), OpacCopies.of(opac)))
        : new Fetched.Missing(target.name() + ": the OPAC record has no record that can be read");
  }

  /**
   * Orders an item.
   *
   * @param options under the names in YAZ's documentation
   * @return the target's reference, or null if it returned none
   */
  @Nullable String order(Map<String, String> options) {
    var contact =
        new ItemOrder.Contact(
            options.get("contact-name"),
            options.get("contact-phone"),
            options.get("contact-email"));
    var item =
        new ItemOrder.ResultSetItem(
            options.getOrDefault("itemorder-setname", DEFAULT_SET),
            Long.parseLong(options.getOrDefault("itemorder-item", "1")));
    var answer =
        ask(
            ExtendedServicesRequest.of(
                EsFunction.CREATE,
                Oid.ITEM_ORDER,
                new ItemOrder(contact, item, null).toParameters(codec.charset()),
                WaitAction.WAIT),
            ExtendedServicesResponse.class);
    if (!answer.diagnostics().isEmpty()) {
      throw refusal(answer.diagnostics().getFirst());
    }
    var parcel = answer.taskPackage();
    return parcel == null
        ? null
        : TaskPackage.read(parcel, codec.charset())
            .map(TaskPackage::targetReference)
            .map(reference -> reference.text(codec.charset()))
            .orElse(null);
  }

  /** Sends a request and expects one kind of response; any other ends the session. */
  private <R extends Z3950Response> R ask(Z3950Request question, Class<R> kind) {
    var frame = line.ask(codec.encodeRequest(question));
    return switch (codec.decodeResponse(frame)) {
      case Decoded.Message<Z3950Response>(var answer) when kind.isInstance(answer) ->
          kind.cast(answer);
      case Decoded.Message<Z3950Response>(Close close) ->
          throw lost(ZoomFault.CONNECTION_LOST, closeReason(close));
      case Decoded.Message<Z3950Response>(var answer) ->
          throw lost(
              ZoomFault.DECODING_FAILED,
              "it answered %s with %s".formatted(question.apdu().title(), answer.apdu().title()));
      case Decoded.Malformed<Z3950Response> malformed ->
          throw lost(ZoomFault.DECODING_FAILED, malformed.reason());
      case Decoded.TooComplex<Z3950Response> complex ->
          throw lost(
              ZoomFault.DECODING_FAILED,
              "its answer has more than %d %s"
                  .formatted(complex.allowed(), complex.limit().name().toLowerCase(Locale.ROOT)));
    };
  }

  private ZoomException lost(ZoomFault fault, String addinfo) {
    line.close();
    return ZoomException.fault(target.name(), fault, addinfo);
  }

  private static String closeReason(Close close) {
    var reason = close.closeReason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var more = close.diagnosticInformation();
    return "it closed the session: " + (more == null ? reason : reason + ", " + more);
  }

  /** Why a response has no records, or null. */
  private @Nullable ZoomException refusal(@Nullable Records records) {
    return switch (records) {
      case NonSurrogateDiagnostic(var diagnostic) -> refusal(diagnostic);
      case MultipleNonSurDiagnostics(var diagnostics) when !diagnostics.isEmpty() ->
          refusal(diagnostics.getFirst());
      case MultipleNonSurDiagnostics _ -> unspecified("");
      case ResponseRecords _ -> null;
      case null -> null;
    };
  }

  private ZoomException refusal(DiagRec diagnostic) {
    return switch (diagnostic) {
      case DefaultDiagFormat format -> refusal(format);
      case DiagRec.ExternallyDefined _ -> unspecified("a diagnostic of an unknown format");
    };
  }

  private ZoomException refusal(DefaultDiagFormat diagnostic) {
    var set = diagnostic.diagnosticSetId();
    return ZoomException.refusal(
        target.name(),
        diagnostic.condition(),
        set.equals(Oid.DIAG_BIB_1) ? BIB_1 : set.name(),
        diagnostic.bib1().map(Bib1Diagnostic::text).orElse("Unknown error"),
        diagnostic.addinfo());
  }

  private ZoomException unspecified(String addinfo) {
    return refusal(DefaultDiagFormat.of(Bib1Diagnostic.UNSPECIFIED_ERROR, addinfo));
  }

  @Override
  public void close() {
    if (codec.version() == ProtocolVersion.VERSION_3) {
      line.closeAfter(codec.encodeRequest(new Close(null, CloseReason.FINISHED, null)));
    } else {
      line.close();
    }
  }
}
