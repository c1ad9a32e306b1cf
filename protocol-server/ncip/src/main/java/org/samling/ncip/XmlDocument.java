package org.samling.ncip;

import org.samling.ncip.data.NcipElement;

/**
 * A parsed document.
 *
 * @param root its root element
 * @param prefix the prefix of that element's name, empty for none
 * @param hasDocumentType whether it has a DOCTYPE
 */
record XmlDocument(NcipElement root, String prefix, boolean hasDocumentType) {}
