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
   * The answer to an Init.
   *
   * @param protocolVersion the versions that hold
   * @param options what both sides may use
   * @param preferredMessageSize the agreed size of answers, in bytes
   * @param exceptionalRecordSize the agreed size where one record is longer, in bytes
   * @param result whether the session is open
   * @param userInformationField where it is not: {@link UserInformation#rejection}
   * @param otherInfo the answer to a proposal of character sets, among others
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

    /** The character sets that were agreed on, wherever in the APDU that stands. */
    public Optional<CharSetNegotiation.TargetResponse> targetResponse() {
      return CharSetWire.find(UserInformation.allUnits(otherInfo, userInformationField))
          .filter(CharSetNegotiation.TargetResponse.class::isInstance)
          .map(CharSetNegotiation.TargetResponse.class::cast);
    }

    /** Why the Init was rejected, as far as the server says it in the standard's default form. */
    public List<DefaultDiagFormat> diagnostics() {
      return UserInformation.diagnostics(UserInformation.allUnits(otherInfo, userInformationField));
    }

    @Override
    public Apdu apdu() {
      return Apdu.INIT_RESPONSE;
    }
  }

  /**
   * The answer to a search.
   *
   * @param resultCount how many records were found
   * @param numberOfRecordsReturned how many come with this answer
   * @param nextResultSetPosition the position behind the last of them
   * @param searchStatus whether the search was carried out
   * @param resultSetStatus what became of the result set where it was not, or null
   * @param presentStatus how far records were asked for and came, or null
   * @param records records or diagnostics, or null
   */
  record SearchResponse(
      @Nullable Octets referenceId,
      long resultCount,
      long numberOfRecordsReturned,
      long nextResultSetPosition,
      boolean searchStatus,
      @Nullable ResultSetStatus resultSetStatus,
      @Nullable PresentStatus presentStatus,
      @Nullable Records records)
      implements Z3950Response {

    /** A search that was not carried out. */
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
          new Records.NonSurrogateDiagnostic(diagnostic));
    }

    @Override
    public Apdu apdu() {
      return Apdu.SEARCH_RESPONSE;
    }
  }

  /**
   * A part of the answer to a Present, which comes before it (level 1 segmentation).
   *
   * @param numberOfRecordsReturned how many records come with this part
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
   * The answer to a Present.
   *
   * @param numberOfRecordsReturned how many records come with this answer and its segments
   * @param nextResultSetPosition the position behind the last of them
   * @param presentStatus how far they are all that was asked for
   * @param records records or diagnostics, or null
   */
  record PresentResponse(
      @Nullable Octets referenceId,
      long numberOfRecordsReturned,
      long nextResultSetPosition,
      PresentStatus presentStatus,
      @Nullable Records records)
      implements Z3950Response {

    /** A Present that gave no record. */
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
   * The answer to the deletion of result sets.
   *
   * @param deleteOperationStatus how it went as a whole
   * @param deleteListStatuses how it went with each set of a list
   * @param numberNotDeleted how many are left after all were to be deleted, or null
   * @param bulkStatuses how it went with those
   * @param deleteMessage the same for people, or null
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

  /** How it went with one result set. */
  record ListStatus(String id, DeleteSetStatus status) {}

  /**
   * The answer to a Scan.
   *
   * @param stepSize how many terms are passed over between two, or null
   * @param scanStatus how far the terms are all that was asked for
   * @param numberOfEntriesReturned how many come with this answer
   * @param positionOfTerm at which of them the start point is, or would be; null where none came
   * @param entries the terms
   * @param nonsurrogateDiagnostics why some or all are missing
   * @param attributeSet the set of attributes in the entries that name none, or null
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

    /** A Scan that gave no term. */
    public static ScanResponse failure(@Nullable Octets referenceId, DefaultDiagFormat diagnostic) {
      return new ScanResponse(
          referenceId, null, ScanStatus.FAILURE, 0, null, List.of(), List.of(diagnostic), null);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SCAN_RESPONSE;
    }
  }

  /** How far the terms are all that was asked for. */
  enum ScanStatus implements Numbered {
    SUCCESS(0),
    /** Some are missing: the request was terminated by access control. */
    PARTIAL_1(1),
    /** Some are missing: they don't fit in the message. */
    PARTIAL_2(2),
    /** Some are missing: the request was terminated by resource control, at the client's word. */
    PARTIAL_3(3),
    /** Some are missing: the request was terminated by resource control, at the server's. */
    PARTIAL_4(4),
    /** There are fewer: the list of terms begins or ends there. */
    PARTIAL_5(5),
    /** None came, and diagnostics say why. */
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
   * The answer to a Sort.
   *
   * @param sortStatus whether the records are sorted
   * @param resultSetStatus what became of the set with the name of the sorted one where they are
   *     not, or null
   * @param diagnostics why they are not
   * @param resultCount how many records the sorted set has, or null
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
   * The answer to a request for an extended service.
   *
   * @param operationStatus whether it is done
   * @param diagnostics why it is not
   * @param taskPackage what is said of the task ({@link TaskPackage}), or null
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

    /** A service that was not done. */
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

  /** Whether a service is done. */
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

  /** What became of a result set when sorting failed. */
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

  /** What became of the result set of a search that failed. */
  enum ResultSetStatus implements Numbered {
    SUBSET(1),
    INTERIM(2),
    NONE(3),
    /** The count is an estimate; a later addition. */
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

  /** How far the records are all that was asked for. */
  enum PresentStatus implements Numbered {
    SUCCESS(0),
    /** Some are missing: the request was terminated by access control. */
    PARTIAL_1(1),
    /** Some are missing: they don't fit in the message. */
    PARTIAL_2(2),
    /** Some are missing: the request was terminated by resource control, at the client's word. */
    PARTIAL_3(3),
    /** Some are missing: the request was terminated by resource control, at the server's. */
    PARTIAL_4(4),
    /** None came, and diagnostics say why. */
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

  /** How a deletion went. */
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
