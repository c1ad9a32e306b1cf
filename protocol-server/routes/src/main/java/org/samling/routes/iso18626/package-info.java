/**
 * ISO 18626: maps the standard's messages to the core's interlibrary requests and back, and encodes
 * the messages to other libraries. Knows no socket and no adapter.
 */
@NullMarked
package org.samling.routes.iso18626;

import org.jspecify.annotations.NullMarked;
