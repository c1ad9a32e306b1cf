/**
 * OAI-PMH requests to records, and responses to XML, after the Open Archives Initiative Protocol
 * for Metadata Harvesting, version 2.0. It knows what stands on the wire and nothing of libraries:
 * it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.oaipmh;

import org.jspecify.annotations.NullMarked;
