package org.samling.ncip;

import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicDescription.Text;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.ItemOptionalFields.ItemDescription;
import org.samling.ncip.data.ItemOptionalFields.Location;
import org.samling.ncip.data.ItemOptionalFields.LocationNameInstance;
import org.samling.ncip.data.MandatedAction;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;

/** Reads the parts of requests. An identifier without a value counts as missing. */
final class ComponentReader {
  private ComponentReader() {}

  static @Nullable UserId userId(ElementReader in) {
    var value = in.text("UserIdentifierValue");
    return value == null
        ? null
        : new UserId(in.value("AgencyId"), in.value("UserIdentifierType"), value);
  }

  static @Nullable ItemId itemId(ElementReader in) {
    var value = in.text("ItemIdentifierValue");
    return value == null
        ? null
        : new ItemId(in.value("AgencyId"), in.value("ItemIdentifierType"), value);
  }

  static @Nullable RequestId requestId(ElementReader in) {
    var value = in.text("RequestIdentifierValue");
    return value == null
        ? null
        : new RequestId(in.value("AgencyId"), in.value("RequestIdentifierType"), value);
  }

  /** The input may be empty, but its type is required. */
  static AuthenticationInput authenticationInput(ElementReader in) {
    if (!in.has("AuthenticationInputData")) {
      throw in.missingElement("AuthenticationInputData");
    }
    var data = in.text("AuthenticationInputData");
    return new AuthenticationInput(
        data == null ? "" : data,
        in.value("AuthenticationDataFormatType"),
        in.neededValue("AuthenticationInputType"));
  }

  static @Nullable BibliographicId bibliographicId(ElementReader in) {
    var item = in.part("BibliographicItemId", ComponentReader::bibliographicItemId);
    return item != null
        ? item
        : in.part("BibliographicRecordId", ComponentReader::bibliographicRecordId);
  }

  private static @Nullable BibliographicItemId bibliographicItemId(ElementReader in) {
    var identifier = in.text("BibliographicItemIdentifier");
    return identifier == null
        ? null
        : new BibliographicItemId(identifier, in.value("BibliographicItemIdentifierCode"));
  }

  private static @Nullable BibliographicRecordId bibliographicRecordId(ElementReader in) {
    var identifier = in.text("BibliographicRecordIdentifier");
    if (identifier == null) {
      return null;
    }
    var agency = in.value("AgencyId");
    var code = in.value("BibliographicRecordIdentifierCode");
    if (agency == null && code == null) {
      throw in.missingElement("BibliographicRecordIdentifierCode");
    }
    return new BibliographicRecordId(identifier, agency, code);
  }

  static MandatedAction mandatedAction(ElementReader in) {
    return new MandatedAction(in.neededTime("DateEventOccurred"));
  }

  static @Nullable Amount amount(ElementReader in) {
    var value = in.text("MonetaryValue");
    if (value == null) {
      return null;
    }
    if (!in.has("CurrencyCode")) {
      throw in.missingElement("CurrencyCode");
    }
    try {
      return new Amount(in.value("CurrencyCode"), Long.parseLong(value));
    } catch (NumberFormatException _) {
      throw NcipFormatException.at(
          in.element(),
          ProblemType.INVALID_AMOUNT,
          "MonetaryValue is not a whole number of the currency's smallest unit",
          "MonetaryValue",
          value);
    }
  }

  static ItemOptionalFields itemOptionalFields(ElementReader in) {
    return new ItemOptionalFields(
        in.part("BibliographicDescription", ComponentReader::bibliographicDescription),
        in.values("ItemUseRestrictionType"),
        in.value("CirculationStatus"),
        in.number("HoldQueueLength", 0),
        in.part("ItemDescription", ComponentReader::itemDescription),
        in.parts("Location", ComponentReader::location),
        in.time("DateDue"));
  }

  static BibliographicDescription bibliographicDescription(ElementReader in) {
    var texts = new EnumMap<Text, String>(Text.class);
    for (var text : Text.values()) {
      var content = in.text(text.element());
      if (content != null) {
        texts.put(text, content);
      }
    }
    return new BibliographicDescription(
        in.part("BibliographicItemId", ComponentReader::bibliographicItemId),
        texts,
        in.value("Language"),
        in.parts("BibliographicRecordId", ComponentReader::bibliographicRecordId),
        in.value("MediumType"));
  }

  private static ItemDescription itemDescription(ElementReader in) {
    return new ItemDescription(
        in.text("CallNumber"),
        in.text("CopyNumber"),
        in.value("ItemDescriptionLevel"),
        in.part("HoldingsInformation", holdings -> holdings.text("UnstructuredHoldingsData")),
        in.number("NumberOfPieces", 1));
  }

  /** Null without a type and a name: the place would not be identified. */
  private static @Nullable Location location(ElementReader in) {
    var type = in.value("LocationType");
    var names =
        in
            .parts(
                "LocationName",
                name -> name.parts("LocationNameInstance", ComponentReader::locationNameInstance))
            .stream()
            .flatMap(List::stream)
            .toList();
    return type == null || names.isEmpty() ? null : new Location(type, names);
  }

  private static @Nullable LocationNameInstance locationNameInstance(ElementReader in) {
    var level = in.number("LocationNameLevel", 1);
    var value = in.text("LocationNameValue");
    return level == null || value == null ? null : new LocationNameInstance(level, value);
  }

  static NcipHeader header(ElementReader in) {
    return new NcipHeader(
        in.value("FromSystemId"),
        in.secret("FromSystemAuthentication"),
        agencies(in, "FromAgencyId"),
        in.secret("FromAgencyAuthentication"),
        agencies(in, "OnBehalfOfAgency").stream().findFirst().orElse(null),
        in.value("ToSystemId"),
        agencies(in, "ToAgencyId"),
        in.value("ApplicationProfileType"));
  }

  /** The agencies of one side; some senders leave out the AgencyId element in between. */
  private static List<SchemeValue> agencies(ElementReader in, String name) {
    return Stream.concat(
            in.parts(name, side -> side.values("AgencyId")).stream().flatMap(List::stream),
            in.values(name).stream())
        .toList();
  }
}
