/** What `--help` prints. */
export const HELP = `ipc-tracer: runs annotated IPC scenarios and shows every copy, trap and switch.

Usage
  ipc-tracer check FILE…     looks for errors, without running anything
  ipc-tracer run FILE        runs the scenarios of a file and prints the path of the most telling call step by step
  ipc-tracer papers [FILE…]  runs the scenarios with published values and prints these beside the simulated ones
  ipc-tracer mechanisms [NAME]  lists the mechanisms of the library, or prints the page of one

Options of run
  --scenario NAME    only this scenario
  --via MECHANISMS   every binding uses this mechanism, such as lrpc or "lrpc(astacks = 2)"; of several, set apart by commas,
                     each runs once
  --assume FILE      the profiles of this file supply prices that the machines' profiles lack; they never replace a published
                     one, and every figure that they count in says so
  --call N           shows call N of each binding step by step; without it the first call that did not return, else the first in
                     which a fault happened or a packet was lost, doubled or sent again, else the one of median latency
  --max-rows N       stops a run after N recorded steps (10,000,000 without it, at most 100,000,000; a step takes 40 bytes)
  --metric NAME      what the table of a sweep shows: latency (mean, as without it), p50, p95, p99, max, throughput, copies,
                     kernelCopies, bytesCopied, traps, switches, packets…
  --json             prints one JSON object instead of tables; of a bad file it has the diagnostics
  --csv              prints a line for each value, mechanism and procedure, with plain numbers
  --timing           adds how long loading and running took; all else is the same on every run

Options of check
  --json             prints one JSON object

Options of papers
  --json             prints one JSON object
  --markdown         prints the page docs/validation.md

Options of mechanisms
  --json             prints all pages and pictures, by file name

General
  --help, -h         this text
  --version          the version

What the numbers mean
  Times are simulated; in JSON they are whole picoseconds. Latency is the round trip: from the first instruction of the
  client's stub to its return. Counts are for call and return together; calls made by the procedure are counted as calls of
  their own. userCopies and kernelCopies are copies by user code and by the kernel; percentiles are by nearest rank. The times
  on the path in a breakdown add up to the latencies of all calls (count × mean, whose mean is rounded to whole picoseconds).

Sweeps
  With @sweep a scenario runs for each value of the parameter in each mechanism; the table has a row for each value and a column
  for each mechanism. - means that there is no figure; the note below says why. A call that ends with an outcome there is told
  in a note and is no error.

Exit code
  0  everything went well
  1  an expectation failed, a published value is missed without a stated cause, or a call failed that the scenario does not
     reckon with
  2  bad input; standard error says where, as file:line:column: code message
`;
