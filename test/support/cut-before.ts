/** A link that is cut between two calls and whole again during the third: the second call begins and ends while it is cut. */
export const CUT_BEFORE = `
machine Caller profile dorado
machine Callee profile dorado
link ethernet between Caller, Callee rate 2.94Mb/s
interface Mail { Deliver(text: bytes[..500]) -> int16 }
domain User on Caller
domain MailServer on Callee { export Mail { Deliver { compute 2ms } } }
bind mail = User -> MailServer.Mail via birrellNelson
scenario CutBefore {
  at 5ms cut ethernet
  at 80ms restore ethernet
  thread Writer in User {
    mail.Deliver(200 bytes)
    wait 5ms
    try { mail.Deliver(200 bytes) } on callFailed { compute 1ms }
    mail.Deliver(200 bytes)
    mail.Deliver(200 bytes)
  }
}
`;
