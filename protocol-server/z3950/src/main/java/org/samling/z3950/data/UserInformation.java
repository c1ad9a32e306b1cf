package org.samling.z3950.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.External.SingleAsn1Type;
import org.samling.z3950.data.OtherInformation.ExternallyDefinedInfo;

/**
 * The userInformationField of an Init in the form userInfo-1, which is a list of otherInfo, and its
 * diagnostics, which give the reason for a rejection.
 */
public final class UserInformation {
  private static final int DIAGNOSTIC = BerTag.context(1);
  private static final int DEFAULT_DIAG_REC = BerTag.context(1);

  private UserInformation() {}

  /** A userInformationField with the reason why an Init was rejected. */
  public static External rejection(DefaultDiagFormat diagnostic) {
    // No version or character set has been negotiated yet: all clients can read the oldest forms.
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    out.begin(BerTag.SEQUENCE);
    out.begin(BerTag.SEQUENCE);
    out.begin(DIAGNOSTIC);
    RecordsWire.write(out, DEFAULT_DIAG_REC, diagnostic, ProtocolVersion.VERSION_2);
    out.end();
    out.end();
    out.end();
    return of(
        List.of(
            OtherInformation.of(
                new External(Oid.DIAG_1, new SingleAsn1Type(new Octets(out.toBytes()))))));
  }

  private static External of(List<OtherInformation> units) {
    var out = new BerWriter(Z3950Charset.UNNEGOTIATED);
    OtherInformationWire.write(out, units);
    return new External(Oid.USER_INFO_1, new SingleAsn1Type(new Octets(out.toBytes())));
  }

  /**
   * The units of otherInfo, followed by those of a userInformationField, which has none if it has
   * another form or can't be parsed.
   */
  public static List<OtherInformation> allUnits(
      List<OtherInformation> otherInfo, @Nullable External userInformationField) {
    var units = new ArrayList<>(otherInfo);
    if (userInformationField != null) {
      value(userInformationField, Oid.USER_INFO_1)
          .flatMap(element -> ExternalWire.parse(element, OtherInformationWire::read))
          .ifPresent(units::addAll);
    }
    return units;
  }

  /** The diagnostics in the standard's default form among some units. */
  public static List<DefaultDiagFormat> diagnostics(List<OtherInformation> units) {
    return units.stream()
        .flatMap(unit -> value(unit, Oid.DIAG_1).stream())
        .flatMap(element -> ExternalWire.parse(element, UserInformation::diagnostics).stream())
        .flatMap(List::stream)
        .toList();
  }

  private static List<DefaultDiagFormat> diagnostics(BerNode list) {
    return list.children().stream()
        .flatMap(entry -> Optional.ofNullable(entry.find(DIAGNOSTIC)).stream())
        .flatMap(diagnostic -> Optional.ofNullable(diagnostic.find(DEFAULT_DIAG_REC)).stream())
        .map(RecordsWire::readDefaultDiag)
        .toList();
  }

  /** The BER in a unit, if the unit has this form. */
  static Optional<Octets> value(OtherInformation unit, Oid form) {
    return unit.information() instanceof ExternallyDefinedInfo(External external)
        ? value(external, form)
        : Optional.empty();
  }

  private static Optional<Octets> value(External external, Oid form) {
    return external.encoding() instanceof SingleAsn1Type(Octets element)
            && form.equals(external.directReference())
        ? Optional.of(element)
        : Optional.empty();
  }
}
