/**
 * ISO 18626: messages of the standard to interlibrary requests of the core and back, and the words
 * for what the other libraries of requests are to be told. Knows no socket and no adapter.
 */
@NullMarked
package org.samling.routes.iso18626;

import org.jspecify.annotations.NullMarked;
