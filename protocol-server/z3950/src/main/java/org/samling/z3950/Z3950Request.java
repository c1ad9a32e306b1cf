package org.samling.z3950;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An APDU from a client (the standard's origin) to a server (its target), after ANSI/NISO
 * Z39.50-2003. Components are the APDU's parameters in the standard's order and words; an optional
 * one that the client left out is null, an optional list is empty. Parameters that are no component
 * are skipped when they come.
 */
public sealed interface Z3950Request extends Z3950Message
    permits Close,
        UnsupportedApdu,
        Z3950Request.DeleteResultSetRequest,
        Z3950Request.InitializeRequest,
        Z3950Request.PresentRequest,
        Z3950Request.SearchRequest {

  /**
   * A client opens a session.
   *
   * @param preferredMessageSize how many bytes of records an answer should have at most
   * @param exceptionalRecordSize how many it may have where one record is longer than that
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

    public InitializeRequest {
      protocolVersion = NamedBits.copy(protocolVersion, ProtocolVersion.class);
      options = NamedBits.copy(options, InitOption.class);
      otherInfo = List.copyOf(otherInfo);
    }

    /** The character sets that the client proposes, wherever in the APDU it does. */
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
   * A client searches. The three numbers say how many records come with the answer: all of a result
   * of at most {@code smallSetUpperBound}, none of one of at least {@code largeSetLowerBound}, and
   * {@code mediumSetPresentNumber} of one between.
   *
   * @param replaceIndicator whether a result set of the same name is replaced, or is an error
   * @param smallSetElementSetNames element sets for all records of a small result
   * @param mediumSetElementSetNames element sets for the first records of a medium result
   */
  record SearchRequest(
      @Nullable Octets referenceId,
      long smallSetUpperBound,
      long largeSetLowerBound,
      long mediumSetPresentNumber,
      boolean replaceIndicator,
      String resultSetName,
      List<String> databaseNames,
      @Nullable ElementSetNames smallSetElementSetNames,
      @Nullable ElementSetNames mediumSetElementSetNames,
      @Nullable Oid preferredRecordSyntax,
      Query query)
      implements Z3950Request {

    public SearchRequest {
      databaseNames = List.copyOf(databaseNames);
    }

    @Override
    public Apdu apdu() {
      return Apdu.SEARCH_REQUEST;
    }
  }

  /**
   * A client wants records of a result set.
   *
   * @param resultSetStartPoint the first record, from 1
   * @param numberOfRecordsRequested how many from there on
   * @param additionalRanges further records
   * @param maxSegmentCount into how many segments the answer may be divided
   * @param maxRecordSize how many bytes a record may have (level 2 segmentation)
   * @param maxSegmentSize how many bytes a segment may have (level 2 segmentation)
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

    public PresentRequest {
      additionalRanges = List.copyOf(additionalRanges);
    }

    @Override
    public Apdu apdu() {
      return Apdu.PRESENT_REQUEST;
    }
  }

  /**
   * Records that stand together in a result set.
   *
   * @param startingPosition the first one, from 1
   * @param numberOfRecords how many
   */
  record Range(long startingPosition, long numberOfRecords) {}

  /**
   * A client is done with result sets.
   *
   * @param resultSetList which ones, where the function is {@link DeleteFunction#LIST}
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

  /** Which result sets are deleted. */
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
