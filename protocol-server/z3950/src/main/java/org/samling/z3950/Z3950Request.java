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
import org.samling.z3950.data.DatabaseUpdate;
import org.samling.z3950.data.ElementSetNames;
import org.samling.z3950.data.External;
import org.samling.z3950.data.IdAuthentication;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.Query;
import org.samling.z3950.data.RecordComposition;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.SortKeySpec;
import org.samling.z3950.data.UserInformation;

/**
 * An APDU from a client (the standard's origin) to a server (its target), after ANSI/NISO
 * Z39.50-2003. Components are the APDU's parameters in the standard's order and words; an optional
 * one that the client left out is null, an optional list is empty. Parameters that have no
 * component are skipped when read.
 */
public sealed interface Z3950Request extends Z3950Message
    permits Close,
        UnsupportedApdu,
        Z3950Request.DeleteResultSetRequest,
        Z3950Request.ExtendedServicesRequest,
        Z3950Request.InitializeRequest,
        Z3950Request.PresentRequest,
        Z3950Request.ScanRequest,
        Z3950Request.SearchRequest,
        Z3950Request.SortRequest,
        Z3950Request.TriggerResourceControlRequest {

  /**
   * A client opens a session.
   *
   * @param preferredMessageSize the most bytes of records that a response should have
   * @param exceptionalRecordSize the most bytes that it may have if a single record is larger
   * @param userInformationField see {@link UserInformation}
   */
  record InitializeRequest(
      @Nullable Octets referenceId,
      Set<ProtocolVersion> protocolVersion,
      Set<InitOption> options,
      long preferredMessageSize,
      long exceptionalRecordSize,
      @Nullable IdAuthentication idAuthentication,
      @Nullable String implementationId,
      @Nullable String implementationName,
      @Nullable String implementationVersion,
      @Nullable External userInformationField,
      List<OtherInformation> otherInfo)
      implements Z3950Request {

    private InitializeRequest(
        Set<ProtocolVersion> protocolVersion,
        Set<InitOption> options,
        long messageSize,
        @Nullable IdAuthentication idAuthentication,
        List<OtherInformation> otherInfo,
        @Nullable String implementationName,
        @Nullable External userInformationField) {
      this(
          null,
          protocolVersion,
          options,
          messageSize,
          messageSize,
          idAuthentication,
          null,
          implementationName,
          null,
          userInformationField,
          otherInfo);
    }

    /**
     * The beginning of a session.
     *
     * @param messageSize the preferred size of messages, and the largest record
     * @param idAuthentication who asks, or null
     * @param name the name of the program that asks
     */
    public static InitializeRequest of(
        Set<ProtocolVersion> versions,
        Set<InitOption> options,
        long messageSize,
        @Nullable IdAuthentication idAuthentication,
        String name,
        List<OtherInformation> otherInfo) {
      return new InitializeRequest(
          versions, options, messageSize, idAuthentication, otherInfo, name, null);
    }

    public InitializeRequest {
      protocolVersion = NamedBits.copy(protocolVersion, ProtocolVersion.class);
      options = NamedBits.copy(options, InitOption.class);
      otherInfo = List.copyOf(otherInfo);
    }

    /** The character sets that the client proposes, wherever they are in the APDU. */
    public Optional<CharSetNegotiation.OriginProposal> originProposal() {
      return CharSetWire.find(UserInformation.allUnits(otherInfo, userInformationField))
          .filter(CharSetNegotiation.OriginProposal.class::isInstance)
          .map(CharSetNegotiation.OriginProposal.class::cast);
    }

    @Override
    public Apdu apdu() {
      return Apdu.INIT_REQUEST;
    }
  }

  /**
   * A client searches.
   *
   * @param bounds how many records the response includes
   * @param replaceIndicator whether a result set of the same name is replaced; if not, it is an
   *     error
   * @param smallSetElementSetNames element sets for all records of a small result
   * @param mediumSetElementSetNames element sets for the first records of a medium result
   * @param additionalSearchInfo information on the search, such as facets to count
   */
  record SearchRequest(
      @Nullable Octets referenceId,
      SetBounds bounds,
      boolean replaceIndicator,
      String resultSetName,
      List<String> databaseNames,
      @Nullable ElementSetNames smallSetElementSetNames,
      @Nullable ElementSetNames mediumSetElementSetNames,
      @Nullable Oid preferredRecordSyntax,
      Query query,
      List<OtherInformation> additionalSearchInfo)
      implements Z3950Request {

    private SearchRequest(
        String resultSetName,
        @Nullable ElementSetNames smallSetElementSetNames,
        List<String> databaseNames,
        @Nullable Oid preferredRecordSyntax,
        Query query) {
      this(
          null,
          SetBounds.NO_RECORDS,
          true,
          resultSetName,
          databaseNames,
          smallSetElementSetNames,
          null,
          preferredRecordSyntax,
          query,
          List.of());
    }

    /**
     * A search that replaces a result set and returns no records with the answer.
     *
     * @param syntax the preferred syntax of records, or null
     */
    public static SearchRequest of(
        String resultSet, List<String> databases, @Nullable Oid syntax, Query query) {
      return new SearchRequest(resultSet, null, databases, syntax, query);
    }

    public SearchRequest {
      databaseNames = List.copyOf(databaseNames);
      additionalSearchInfo = List.copyOf(additionalSearchInfo);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SEARCH_REQUEST;
    }
  }

  /**
   * A client requests records of a result set.
   *
   * @param resultSetStartPoint the first record, from 1
   * @param numberOfRecordsRequested the number of records from there
   * @param additionalRanges further records
   * @param maxSegmentCount the most segments that the response may have
   * @param maxRecordSize the largest record, in bytes (level 2 segmentation)
   * @param maxSegmentSize the largest segment, in bytes (level 2 segmentation)
   */
  record PresentRequest(
      @Nullable Octets referenceId,
      String resultSetId,
      long resultSetStartPoint,
      long numberOfRecordsRequested,
      List<Range> additionalRanges,
      @Nullable RecordComposition recordComposition,
      @Nullable Oid preferredRecordSyntax,
      @Nullable Long maxSegmentCount,
      @Nullable Long maxRecordSize,
      @Nullable Long maxSegmentSize)
      implements Z3950Request {

    private PresentRequest(
        String resultSetId,
        long resultSetStartPoint,
        long numberOfRecordsRequested,
        @Nullable RecordComposition recordComposition,
        @Nullable Oid preferredRecordSyntax,
        @Nullable Long maxRecordSize) {
      this(
          null,
          resultSetId,
          resultSetStartPoint,
          numberOfRecordsRequested,
          List.of(),
          recordComposition,
          preferredRecordSyntax,
          null,
          maxRecordSize,
          null);
    }

    /**
     * A request for records of any size.
     *
     * @param from the first record, from 1
     * @param number how many records
     */
    public static PresentRequest of(
        String resultSet,
        long from,
        long number,
        RecordComposition composition,
        @Nullable Oid syntax) {
      return new PresentRequest(resultSet, from, number, composition, syntax, null);
    }

    public PresentRequest {
      additionalRanges = List.copyOf(additionalRanges);
    }

    @Override
    public Apdu apdu() {
      return Apdu.PRESENT_REQUEST;
    }
  }

  /**
   * Consecutive records of a result set.
   *
   * @param startingPosition the first one, from 1
   * @param numberOfRecords the number of records
   */
  record Range(long startingPosition, long numberOfRecords) {}

  /**
   * A client deletes result sets.
   *
   * @param resultSetList the sets to delete, if the function is {@link DeleteFunction#LIST}
   */
  record DeleteResultSetRequest(
      @Nullable Octets referenceId, DeleteFunction deleteFunction, List<String> resultSetList)
      implements Z3950Request {

    public DeleteResultSetRequest {
      resultSetList = List.copyOf(resultSetList);
    }

    @Override
    public Apdu apdu() {
      return Apdu.DELETE_RESULT_SET_REQUEST;
    }
  }

  /**
   * A client browses the terms around a position.
   *
   * @param attributeSet the set of attributes that don't name one, or null
   * @param termListAndStartPoint the list of terms, and the start point; the term need not be in it
   * @param stepSize the number of terms skipped between two that are returned; null means 0
   * @param numberOfTermsRequested the number of terms
   * @param preferredPositionInResponse the position of the start point among them, from 1; 0 is
   *     before the first, one more than the number is after the last; null leaves it to the server
   */
  record ScanRequest(
      @Nullable Octets referenceId,
      List<String> databaseNames,
      @Nullable Oid attributeSet,
      AttributesPlusTerm termListAndStartPoint,
      @Nullable Long stepSize,
      long numberOfTermsRequested,
      @Nullable Long preferredPositionInResponse)
      implements Z3950Request {

    public ScanRequest {
      databaseNames = List.copyOf(databaseNames);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SCAN_REQUEST;
    }
  }

  /**
   * A client sorts result sets.
   *
   * @param inputResultSetNames the sets to sort
   * @param sortedResultSetName the resulting set, which may be one of these
   * @param sortSequence the sort keys, the most significant first
   */
  record SortRequest(
      @Nullable Octets referenceId,
      List<String> inputResultSetNames,
      String sortedResultSetName,
      List<SortKeySpec> sortSequence)
      implements Z3950Request {

    public SortRequest {
      inputResultSetNames = List.copyOf(inputResultSetNames);
      sortSequence = List.copyOf(sortSequence);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SORT_REQUEST;
    }
  }

  /**
   * A client controls a running operation; there is no response.
   *
   * @param referenceId the referenceId of the operation
   * @param requestedAction what to do with it
   * @param resultSetWanted whether the results found so far are wanted, or null
   */
  record TriggerResourceControlRequest(
      @Nullable Octets referenceId,
      RequestedAction requestedAction,
      @Nullable Boolean resultSetWanted)
      implements Z3950Request {

    @Override
    public Apdu apdu() {
      return Apdu.TRIGGER_RESOURCE_CONTROL_REQUEST;
    }
  }

  /** What to do with a running operation. */
  enum RequestedAction implements Numbered {
    /** Report its use of resources. */
    RESOURCE_REPORT(1),
    /** Ask the client whether to continue. */
    RESOURCE_CONTROL(2),
    /** Cancel it. */
    CANCEL(3);

    private final int number;

    RequestedAction(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /**
   * A client requests an extended service, such as an order or an update.
   *
   * @param packageType the extended service
   * @param packageName the name of the task, or null
   * @param userId the user for whom it is done, or null
   * @param retentionTime how long to keep the package, as BER, or null
   * @param permissions who else may see it, as BER, or null
   * @param description the client's description, or null
   * @param taskSpecificParameters the service's own data: {@link DatabaseUpdate}, {@link
   *     ItemOrder}; may contain confidential data of a payer
   * @param elements the elements of the package to return, or null
   */
  record ExtendedServicesRequest(
      @Nullable Octets referenceId,
      EsFunction function,
      Oid packageType,
      @Nullable String packageName,
      @Nullable String userId,
      @Nullable Octets retentionTime,
      @Nullable Octets permissions,
      @Nullable String description,
      @Nullable External taskSpecificParameters,
      WaitAction waitAction,
      @Nullable String elements)
      implements Z3950Request {

    private ExtendedServicesRequest(
        EsFunction function,
        Oid packageType,
        @Nullable String userId,
        WaitAction waitAction,
        @Nullable Octets permissions,
        External taskSpecificParameters) {
      this(
          null,
          function,
          packageType,
          null,
          userId,
          null,
          permissions,
          null,
          taskSpecificParameters,
          waitAction,
          null);
    }

    /** A request for a task, in a package without a name, an owner and a time to be kept. */
    public static ExtendedServicesRequest of(
        EsFunction function, Oid packageType, External parameters, WaitAction waitAction) {
      return new ExtendedServicesRequest(function, packageType, null, waitAction, null, parameters);
    }

    @Override
    public Apdu apdu() {
      return Apdu.EXTENDED_SERVICES_REQUEST;
    }
  }

  /** What to do with a task package. */
  enum EsFunction implements Numbered {
    CREATE(1),
    DELETE(2),
    MODIFY(3);

    private final int number;

    EsFunction(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** Whether the response waits until the task is done. */
  enum WaitAction implements Numbered {
    WAIT(1),
    WAIT_IF_POSSIBLE(2),
    DONT_WAIT(3),
    DONT_RETURN_PACKAGE(4);

    private final int number;

    WaitAction(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** Which result sets to delete. */
  enum DeleteFunction implements Numbered {
    LIST(0),
    ALL(1);

    private final int number;

    DeleteFunction(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }
}
