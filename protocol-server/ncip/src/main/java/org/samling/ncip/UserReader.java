package org.samling.ncip;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserOptionalFields.Address;
import org.samling.ncip.data.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;

/** Reads a patron's data in requests: name and addresses. */
final class UserReader {
  private static final SchemeValue UNTOLD = SchemeValue.of("Multi-Purpose");

  /** The parts of an address that have a line of their own, in the order of an envelope. */
  private static final List<String> LINES =
      List.of(
          "CareOf",
          "HouseName",
          "LocationWithinBuilding",
          "Line1",
          "Line2",
          "Street",
          "PostOfficeBox",
          "District");

  private UserReader() {}

  /** Null without a surname or a name in one part. */
  static @Nullable PersonalNameInformation nameInformation(ElementReader in) {
    return in.part(
        "PersonalNameInformation",
        person -> {
          var structured =
              person.part(
                  "StructuredPersonalUserName",
                  name -> {
                    var surname = name.text("Surname");
                    return surname == null
                        ? null
                        : new PersonalNameInformation(name.text("GivenName"), surname, null);
                  });
          var whole = person.text("UnstructuredPersonalUserName");
          if (structured != null) {
            return new PersonalNameInformation(structured.givenName(), structured.surname(), whole);
          }
          return whole == null ? null : PersonalNameInformation.unstructured(whole);
        });
  }

  /** Null without an address that has content. */
  static @Nullable UserAddressInformation userAddressInformation(ElementReader in) {
    var address = address(in);
    var role = in.value("UserAddressRoleType");
    return address == null
        ? null
        : new UserAddressInformation(
            role == null ? UNTOLD : role,
            in.time("ValidFromDate"),
            in.time("ValidToDate"),
            address);
  }

  private static @Nullable Address address(ElementReader in) {
    var physical = in.part("PhysicalAddress", UserReader::physicalAddress);
    return physical == null
        ? in.part("ElectronicAddress", UserReader::electronicAddress)
        : physical;
  }

  /** How and where to send something. */
  static ShippingInformation shippingInformation(ElementReader in) {
    return new ShippingInformation(
        in.text("ShippingInstructions"), in.text("ShippingNote"), address(in));
  }

  private static @Nullable PhysicalAddress physicalAddress(ElementReader in) {
    var lines = in.part("UnstructuredAddress", address -> address.text("UnstructuredAddressData"));
    if (lines == null) {
      lines = in.part("StructuredAddress", UserReader::lines);
    }
    var type = in.value("PhysicalAddressType");
    return lines == null
        ? null
        : new PhysicalAddress(
            lines, type == null ? NcipScheme.PHYSICAL_ADDRESS_TYPE.of("Postal Address") : type);
  }

  private static @Nullable String lines(ElementReader in) {
    var place =
        Stream.of("PostalCode", "Locality")
            .map(in::text)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    var lines =
        Stream.of(
                LINES.stream().map(in::text),
                Stream.of(place),
                Stream.of("Region", "Country").map(in::text))
            .flatMap(part -> part)
            .filter(line -> line != null && !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return lines.isEmpty() ? null : lines;
  }

  private static @Nullable ElectronicAddress electronicAddress(ElementReader in) {
    var type = in.value("ElectronicAddressType");
    var data = in.text("ElectronicAddressData");
    return type == null || data == null ? null : new ElectronicAddress(type, data);
  }
}
