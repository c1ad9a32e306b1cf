/**
 * Converts OAI-PMH requests to records, and responses to XML, after the Open Archives Initiative
 * Protocol for Metadata Harvesting, version 2.0. It knows the wire format and nothing about
 * libraries: it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.oaipmh;

import org.jspecify.annotations.NullMarked;
