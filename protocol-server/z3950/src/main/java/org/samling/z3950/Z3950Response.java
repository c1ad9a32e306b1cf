package org.samling.z3950;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.NamedBits;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.CharSetNegotiation;
import org.samling.z3950.data.CharSetWire;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.External;
import org.samling.z3950.data.NamePlusRecord;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Records;
import org.samling.z3950.data.ScanEntry;
import org.samling.z3950.data.UserInformation;

/**
 * An APDU from a server (the standard's target) to a client (its origin), after ANSI/NISO
 * Z39.50-2003. Components are the APDU's parameters in the standard's order and words; an optional
 * one that is left out is null, an optional list is empty.
 */
public sealed interface Z3950Response extends Z3950Message
    permits Close,
        UnsupportedApdu,
        Z3950Response.DeleteResultSetResponse,
        Z3950Response.ExtendedServicesResponse,
        Z3950Response.InitializeResponse,
        Z3950Response.PresentResponse,
        Z3950Response.ScanResponse,
        Z3950Response.SearchResponse,
        Z3950Response.Segment,
        Z3950Response.SortResponse {

  /**
   * The response to an Init.
   *
   * @param protocolVersion the versions in force
   * @param options the options that both sides may use
   * @param preferredMessageSize the agreed size of responses, in bytes
   * @param exceptionalRecordSize the agreed size if a single record is larger, in bytes
   * @param result whether the session is open
   * @param userInformationField if it is not open, the reason: {@link UserInformation#rejection}
   * @param otherInfo among others, the response to a proposal of character sets
   */
  record InitializeResponse(
      @Nullable Octets referenceId,
      Set<ProtocolVersion> protocolVersion,
      Set<InitOption> options,
      long preferredMessageSize,
      long exceptionalRecordSize,
      boolean result,
      @Nullable String implementationId,
      @Nullable String implementationName,
      @Nullable String implementationVersion,
      @Nullable External userInformationField,
      List<OtherInformation> otherInfo)
      implements Z3950Response {

    public InitializeResponse {
      protocolVersion = NamedBits.copy(protocolVersion, ProtocolVersion.class);
      options = NamedBits.copy(options, InitOption.class);
      otherInfo = List.copyOf(otherInfo);
    }

    /** The negotiated character sets, wherever they are in the APDU. */
    public Optional<CharSetNegotiation.TargetResponse> targetResponse() {
      return CharSetWire.find(UserInformation.allUnits(otherInfo, userInformationField))
          .filter(CharSetNegotiation.TargetResponse.class::isInstance)
          .map(CharSetNegotiation.TargetResponse.class::cast);
    }

    /** Why the Init was rejected, if the server says so in the standard's default form. */
    public List<DefaultDiagFormat> diagnostics() {
      return UserInformation.diagnostics(UserInformation.allUnits(otherInfo, userInformationField));
    }

    @Override
    public Apdu apdu() {
      return Apdu.INIT_RESPONSE;
    }
  }

  /**
   * The response to a search.
   *
   * @param resultCount the number of records found
   * @param numberOfRecordsReturned the number of records in this response
   * @param nextResultSetPosition the position after the last of them
   * @param searchStatus whether the search succeeded
   * @param resultSetStatus the state of the result set if the search failed, or null
   * @param presentStatus how many of the requested records are included, or null
   * @param records records or diagnostics, or null
   * @param additionalSearchInfo information on the search: facets, counts by database
   */
  record SearchResponse(
      @Nullable Octets referenceId,
      long resultCount,
      long numberOfRecordsReturned,
      long nextResultSetPosition,
      boolean searchStatus,
      @Nullable ResultSetStatus resultSetStatus,
      @Nullable PresentStatus presentStatus,
      @Nullable Records records,
      List<OtherInformation> additionalSearchInfo)
      implements Z3950Response {

    public SearchResponse {
      additionalSearchInfo = List.copyOf(additionalSearchInfo);
    }

    /** One that includes no records. */
    public static SearchResponse withoutRecords(
        @Nullable Octets referenceId,
        long resultCount,
        long nextResultSetPosition,
        @Nullable PresentStatus presentStatus,
        List<OtherInformation> additionalSearchInfo) {
      return new SearchResponse(
          referenceId,
          resultCount,
          0,
          nextResultSetPosition,
          true,
          null,
          presentStatus,
          null,
          additionalSearchInfo);
    }

    /** A search that failed. */
    public static SearchResponse failure(
        @Nullable Octets referenceId, DefaultDiagFormat diagnostic) {
      return new SearchResponse(
          referenceId,
          0,
          0,
          0,
          false,
          ResultSetStatus.NONE,
          null,
          new Records.NonSurrogateDiagnostic(diagnostic),
          List.of());
    }

    @Override
    public Apdu apdu() {
      return Apdu.SEARCH_RESPONSE;
    }
  }

  /**
   * A segment of the response to a Present, sent before it (level 1 segmentation).
   *
   * @param numberOfRecordsReturned the number of records in this segment
   * @param segmentRecords the records
   */
  record Segment(
      @Nullable Octets referenceId,
      long numberOfRecordsReturned,
      List<NamePlusRecord> segmentRecords)
      implements Z3950Response {

    public Segment {
      segmentRecords = List.copyOf(segmentRecords);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SEGMENT_REQUEST;
    }
  }

  /**
   * The response to a Present.
   *
   * @param numberOfRecordsReturned the number of records in this response and its segments
   * @param nextResultSetPosition the position after the last of them
   * @param presentStatus whether they are all that was requested
   * @param records records or diagnostics, or null
   */
  record PresentResponse(
      @Nullable Octets referenceId,
      long numberOfRecordsReturned,
      long nextResultSetPosition,
      PresentStatus presentStatus,
      @Nullable Records records)
      implements Z3950Response {

    /** A Present that returned no records. */
    public static PresentResponse failure(
        @Nullable Octets referenceId, DefaultDiagFormat diagnostic) {
      return new PresentResponse(
          referenceId, 0, 0, PresentStatus.FAILURE, new Records.NonSurrogateDiagnostic(diagnostic));
    }

    @Override
    public Apdu apdu() {
      return Apdu.PRESENT_RESPONSE;
    }
  }

  /**
   * The response to the deletion of result sets.
   *
   * @param deleteOperationStatus the outcome of the whole operation
   * @param deleteListStatuses the outcome for each set of a list
   * @param numberNotDeleted the number of sets left when all were to be deleted, or null
   * @param bulkStatuses the outcome for those
   * @param deleteMessage the outcome in words, or null
   */
  record DeleteResultSetResponse(
      @Nullable Octets referenceId,
      DeleteSetStatus deleteOperationStatus,
      List<ListStatus> deleteListStatuses,
      @Nullable Long numberNotDeleted,
      List<ListStatus> bulkStatuses,
      @Nullable String deleteMessage)
      implements Z3950Response {

    public DeleteResultSetResponse {
      deleteListStatuses = List.copyOf(deleteListStatuses);
      bulkStatuses = List.copyOf(bulkStatuses);
    }

    @Override
    public Apdu apdu() {
      return Apdu.DELETE_RESULT_SET_RESPONSE;
    }
  }

  /** The outcome for one result set. */
  record ListStatus(String id, DeleteSetStatus status) {}

  /**
   * The response to a Scan.
   *
   * @param stepSize the number of terms skipped between two, or null
   * @param scanStatus whether the terms are all that was requested
   * @param numberOfEntriesReturned the number of terms in this response
   * @param positionOfTerm the position of the start point among them; null if there are none
   * @param entries the terms
   * @param nonsurrogateDiagnostics why some or all terms are missing
   * @param attributeSet the set of attributes in the entries that don't name one, or null
   */
  record ScanResponse(
      @Nullable Octets referenceId,
      @Nullable Long stepSize,
      ScanStatus scanStatus,
      long numberOfEntriesReturned,
      @Nullable Long positionOfTerm,
      List<ScanEntry> entries,
      List<DiagRec> nonsurrogateDiagnostics,
      @Nullable Oid attributeSet)
      implements Z3950Response {

    public ScanResponse {
      entries = List.copyOf(entries);
      nonsurrogateDiagnostics = List.copyOf(nonsurrogateDiagnostics);
    }

    /** A Scan that returned no terms. */
    public static ScanResponse failure(@Nullable Octets referenceId, DefaultDiagFormat diagnostic) {
      return new ScanResponse(
          referenceId, null, ScanStatus.FAILURE, 0, null, List.of(), List.of(diagnostic), null);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SCAN_RESPONSE;
    }
  }

  /** Whether the terms are all that was requested. */
  enum ScanStatus implements Numbered {
    SUCCESS(0),
    /** Some are missing: the request was terminated by access control. */
    PARTIAL_1(1),
    /** Some are missing: they don't fit in the message. */
    PARTIAL_2(2),
    /** Some are missing: the request was terminated by resource control at the client's request. */
    PARTIAL_3(3),
    /** Some are missing: the request was terminated by resource control by the server. */
    PARTIAL_4(4),
    /** There are fewer, because the list of terms begins or ends there. */
    PARTIAL_5(5),
    /** There are none; diagnostics give the reason. */
    FAILURE(6);

    private final int number;

    ScanStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /**
   * The response to a Sort.
   *
   * @param sortStatus whether the records are sorted
   * @param resultSetStatus if sorting failed, the state of the set with the name of the sorted one,
   *     or null
   * @param diagnostics why sorting failed
   * @param resultCount the number of records in the sorted set, or null
   */
  record SortResponse(
      @Nullable Octets referenceId,
      SortStatus sortStatus,
      @Nullable SortResultSetStatus resultSetStatus,
      List<DiagRec> diagnostics,
      @Nullable Long resultCount)
      implements Z3950Response {

    public SortResponse {
      diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SORT_RESPONSE;
    }
  }

  /**
   * The response to a request for an extended service.
   *
   * @param operationStatus whether it is done
   * @param diagnostics why it failed
   * @param taskPackage the report on the task ({@link TaskPackage}), or null
   */
  record ExtendedServicesResponse(
      @Nullable Octets referenceId,
      EsOperationStatus operationStatus,
      List<DiagRec> diagnostics,
      @Nullable External taskPackage)
      implements Z3950Response {

    public ExtendedServicesResponse {
      diagnostics = List.copyOf(diagnostics);
    }

    /** An extended service that failed. */
    public static ExtendedServicesResponse failure(
        @Nullable Octets referenceId, DefaultDiagFormat diagnostic) {
      return new ExtendedServicesResponse(
          referenceId, EsOperationStatus.FAILURE, List.of(diagnostic), null);
    }

    @Override
    public Apdu apdu() {
      return Apdu.EXTENDED_SERVICES_RESPONSE;
    }
  }

  /** Whether an extended service is done. */
  enum EsOperationStatus implements Numbered {
    DONE(1),
    ACCEPTED(2),
    FAILURE(3);

    private final int number;

    EsOperationStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** Whether records are sorted. */
  enum SortStatus implements Numbered {
    SUCCESS(0),
    PARTIAL_1(1),
    FAILURE(2);

    private final int number;

    SortStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** The state of a result set when sorting failed. */
  enum SortResultSetStatus implements Numbered {
    EMPTY(1),
    INTERIM(2),
    UNCHANGED(3),
    NONE(4);

    private final int number;

    SortResultSetStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** The state of the result set of a failed search. */
  enum ResultSetStatus implements Numbered {
    SUBSET(1),
    INTERIM(2),
    NONE(3),
    /** The count is an estimate; a later addition to the standard. */
    ESTIMATE(4);

    private final int number;

    ResultSetStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** Whether the records are all that was requested. */
  enum PresentStatus implements Numbered {
    SUCCESS(0),
    /** Some are missing: the request was terminated by access control. */
    PARTIAL_1(1),
    /** Some are missing: they don't fit in the message. */
    PARTIAL_2(2),
    /** Some are missing: the request was terminated by resource control at the client's request. */
    PARTIAL_3(3),
    /** Some are missing: the request was terminated by resource control by the server. */
    PARTIAL_4(4),
    /** There are none; diagnostics give the reason. */
    FAILURE(5);

    private final int number;

    PresentStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** The outcome of a deletion. */
  enum DeleteSetStatus implements Numbered {
    SUCCESS(0),
    RESULT_SET_DID_NOT_EXIST(1),
    PREVIOUSLY_DELETED_BY_TARGET(2),
    SYSTEM_PROBLEM_AT_TARGET(3),
    ACCESS_NOT_ALLOWED(4),
    RESOURCE_CONTROL_AT_ORIGIN(5),
    RESOURCE_CONTROL_AT_TARGET(6),
    BULK_DELETE_NOT_SUPPORTED(7),
    NOT_ALL_RSLT_SETS_DELETED_ON_BULK_DLTE(8),
    NOT_ALL_REQUESTED_RESULT_SETS_DELETED(9),
    RESULT_SET_IN_USE(10);

    private final int number;

    DeleteSetStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }
}
