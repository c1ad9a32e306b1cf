package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipResponse.LookupUserResponse.LoanedItemsCount;
import org.samling.ncip.NcipResponse.LookupUserResponse.RequestedItemsCount;
import org.samling.ncip.data.LoanedItem;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipTime;
import org.samling.ncip.data.RequestedItem;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserFiscalAccount;
import org.samling.ncip.data.UserFiscalAccount.AccountDetails;
import org.samling.ncip.data.UserOptionalFields;
import org.samling.ncip.data.UserOptionalFields.Address;
import org.samling.ncip.data.UserOptionalFields.BlockOrTrap;
import org.samling.ncip.data.UserOptionalFields.ElectronicAddress;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;
import org.samling.ncip.data.UserOptionalFields.UserPrivilege;

/** Builds the elements of a patron's data: name, addresses, loans, requests, account. */
final class UserWriter {
  private static final SchemeValue LINES =
      NcipScheme.UNSTRUCTURED_ADDRESS_TYPE.of("Newline-Delimited Text");

  private UserWriter() {}

  static NcipElement userOptionalFields(UserOptionalFields user) {
    var dateOfBirth = user.dateOfBirth();
    return new ElementBuilder("UserOptionalFields")
        .add(user.nameInformation(), UserWriter::nameInformation)
        .addAll(user.userAddressInformation(), UserWriter::userAddressInformation)
        .text("DateOfBirth", dateOfBirth == null ? null : NcipTime.write(dateOfBirth))
        .values("UserLanguage", user.userLanguages())
        .addAll(user.userPrivileges(), UserWriter::userPrivilege)
        .addAll(user.blocksOrTraps(), UserWriter::blockOrTrap)
        .addAll(user.userIds(), ComponentWriter::userId)
        .build();
  }

  static NcipElement nameInformation(PersonalNameInformation name) {
    return new ElementBuilder("NameInformation")
        .add(
            new ElementBuilder("PersonalNameInformation")
                .add(
                    name.surname(),
                    surname ->
                        new ElementBuilder("StructuredPersonalUserName")
                            .text("GivenName", name.givenName())
                            .text("Surname", surname)
                            .build())
                .text("UnstructuredPersonalUserName", name.unstructuredPersonalUserName())
                .build())
        .build();
  }

  static NcipElement userAddressInformation(UserAddressInformation information) {
    return new ElementBuilder("UserAddressInformation")
        .value("UserAddressRoleType", information.userAddressRoleType())
        .time("ValidFromDate", information.validFromDate())
        .time("ValidToDate", information.validToDate())
        .add(address(information.address()))
        .build();
  }

  static NcipElement shippingInformation(ShippingInformation shipping) {
    return new ElementBuilder("ShippingInformation")
        .text("ShippingInstructions", shipping.shippingInstructions())
        .text("ShippingNote", shipping.shippingNote())
        .add(shipping.address() == null ? null : address(shipping.address()))
        .build();
  }

  private static NcipElement address(Address address) {
    return switch (address) {
      case PhysicalAddress(var lines, var type) ->
          new ElementBuilder("PhysicalAddress")
              .add(
                  new ElementBuilder("UnstructuredAddress")
                      .value("UnstructuredAddressType", LINES)
                      .text("UnstructuredAddressData", lines)
                      .build())
              .value("PhysicalAddressType", type)
              .build();
      case ElectronicAddress(var type, var data) ->
          new ElementBuilder("ElectronicAddress")
              .value("ElectronicAddressType", type)
              .text("ElectronicAddressData", data)
              .build();
    };
  }

  private static NcipElement userPrivilege(UserPrivilege privilege) {
    return new ElementBuilder("UserPrivilege")
        .value("AgencyId", privilege.agencyId())
        .value("AgencyUserPrivilegeType", privilege.agencyUserPrivilegeType())
        .time("ValidFromDate", privilege.validFromDate())
        .time("ValidToDate", privilege.validToDate())
        .add(
            privilege.userPrivilegeStatusType(),
            status ->
                new ElementBuilder("UserPrivilegeStatus")
                    .value("UserPrivilegeStatusType", status)
                    .build())
        .text("UserPrivilegeDescription", privilege.userPrivilegeDescription())
        .build();
  }

  private static NcipElement blockOrTrap(BlockOrTrap block) {
    return new ElementBuilder("BlockOrTrap")
        .value("AgencyId", block.agencyId())
        .value("BlockOrTrapType", block.blockOrTrapType())
        .time("ValidFromDate", block.validFromDate())
        .time("ValidToDate", block.validToDate())
        .build();
  }

  static NcipElement userFiscalAccount(UserFiscalAccount account) {
    return new ElementBuilder("UserFiscalAccount")
        .add(ComponentWriter.amount("AccountBalance", account.accountBalance()))
        .addAll(account.accountDetails(), UserWriter::accountDetails)
        .build();
  }

  private static NcipElement accountDetails(AccountDetails fee) {
    return new ElementBuilder("AccountDetails")
        .time("AccrualDate", fee.accrualDate())
        .add(ComponentWriter.fiscalTransactionInformation(fee.fiscalTransactionInformation()))
        .build();
  }

  static NcipElement loanedItemsCount(LoanedItemsCount count) {
    return new ElementBuilder("LoanedItemsCount")
        .value("CirculationStatus", count.circulationStatus())
        .number("LoanedItemCountValue", count.loanedItemCountValue())
        .build();
  }

  static NcipElement requestedItemsCount(RequestedItemsCount count) {
    return new ElementBuilder("RequestedItemsCount")
        .value("RequestType", count.requestType())
        .number("RequestedItemCountValue", count.requestedItemCountValue())
        .build();
  }

  static NcipElement loanedItem(LoanedItem loan) {
    return new ElementBuilder("LoanedItem")
        .add(ComponentWriter.itemId(loan.itemId()))
        .addAll(loan.bibliographicIds(), ComponentWriter::bibliographicId)
        .number("ReminderLevel", loan.reminderLevel())
        .time("DateDue", loan.dateDue())
        .flag("IndeterminateLoanPeriodFlag", loan.dateDue() == null)
        .add(loan.amount(), amount -> ComponentWriter.amount("Amount", amount))
        .text("Title", loan.title())
        .value("MediumType", loan.mediumType())
        .add(
            extension(
                new ElementBuilder(XmlReader.EXTENSION)
                    .add(loan.bibliographicDescription(), ComponentWriter::bibliographicDescription)
                    .flag("RenewalNotPermitted", loan.renewalNotPermitted())))
        .build();
  }

  /** An extension, or null if it has nothing in it. */
  private static @Nullable NcipElement extension(ElementBuilder parts) {
    var extension = parts.build();
    return extension.children().isEmpty() ? null : extension;
  }

  static NcipElement requestedItem(RequestedItem request) {
    return new ElementBuilder("RequestedItem")
        .add(request.requestId(), ComponentWriter::requestId)
        .add(request.itemId(), ComponentWriter::itemId)
        .addAll(request.bibliographicIds(), ComponentWriter::bibliographicId)
        .value("RequestType", request.requestType())
        .value("RequestStatusType", request.requestStatusType())
        .time("DatePlaced", request.datePlaced())
        .time("PickupDate", request.pickupDate())
        .value("PickupLocation", request.pickupLocation())
        .time("PickupExpiryDate", request.pickupExpiryDate())
        .number("HoldQueuePosition", request.holdQueuePosition())
        .text("Title", request.title())
        .value("MediumType", request.mediumType())
        .add(
            extension(
                new ElementBuilder(XmlReader.EXTENSION)
                    .add(
                        request.bibliographicDescription(),
                        ComponentWriter::bibliographicDescription)))
        .build();
  }
}
