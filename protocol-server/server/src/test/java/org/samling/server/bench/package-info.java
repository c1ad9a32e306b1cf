/** That benches do what they measure; never how fast. */
@NullMarked
package org.samling.server.bench;

import org.jspecify.annotations.NullMarked;
