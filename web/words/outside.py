"""Words of the page of a link, for people outside: English is read first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.core.text import Text

WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "outside.title": Text("請您答覆", "Your answer"),
        "outside.unknown": Text("找不到這個連結", "We do not know this link"),
        "outside.unknown_why": Text(
            "連結可能沒有複製完整。請從信中再開一次，或把整個網址貼上。",
            "It may not be complete. Open it from the letter again, or copy the whole address.",
        ),
        "outside.welcome": Text("歡迎", "Welcome"),
        "outside.welcome_why": Text(
            "{school}{unit}有一件事請您答覆。按下後，我們會寄驗證碼到收到這個連結的信箱。",
            "{school}, {unit}, asks you for an answer. We first mail a code to the address at which you got this link.",
        ),
        "outside.ask_code": Text("寄驗證碼給我", "Mail me the code"),
        "outside.ask_again": Text("沒有收到，再寄一次", "It did not come: send another"),
        "outside.harmless": Text(
            "打開這一頁不代表任何答覆，也不會用掉連結。",
            "Opening this page answers nothing and does not use up the link.",
        ),
        "outside.trust": Text("怎樣確認是我們", "How to check that it is us"),
        "outside.trust_how": Text(
            "請用學校網站上的電話向{school}{unit}查證，不要用信裡的電話。我們不會索取密碼或款項。",
            "Call {unit} at {school} by the number on the university's own site, not one from a letter. We never ask"
            " for a password or for money.",
        ),
        "outside.code": Text("驗證碼", "Code"),
        "outside.code_hint": Text(
            "八個字，在剛寄出的信裡；10 分鐘內有效，只能在這個瀏覽器用一次，大小寫不拘。",
            "Eight characters, in the letter that we just sent. Good for 10 minutes, once, in this browser."
            " Small letters are fine.",
        ),
        "outside.enter": Text("繼續", "Continue"),
        "outside.asks": Text("{school}{unit}請您答覆", "{school}, {unit}, asks you for an answer"),
        "outside.step": Text("事項", "About"),
        "outside.number": Text("案號", "Our number"),
        "outside.due": Text("請在此之前答覆", "Answer by"),
        "outside.zone": Text("臺北時間（UTC+8）", "Taipei time (UTC+8)"),
        "outside.content": Text("內容", "What it is about"),
        "outside.papers": Text("文件", "Documents"),
        "outside.sha": Text("指紋 SHA-256", "SHA-256"),
        "outside.version": Text("第 {n} 版", "version {n}"),
        "outside.your_answer": Text("您的答覆", "Your answer"),
        "outside.choose": Text("請選一項", "Choose one"),
        "outside.answer_missing": Text("選一項答覆", "Choose an answer"),
        "outside.file_hint": Text("{accept}，20 MB 以內。", "{accept}, 20 MB at most."),
        "outside.file_needed": Text("這些答覆須附檔：", "Needed for:"),
        "outside.words": Text("想說的話", "What you wish to say"),
        "outside.name": Text("您的姓名", "Your name"),
        "outside.name_hint": Text(
            "在這裡打上姓名，即為您的簽署。", "Typing your name here is your signature to what you send."
        ),
        "outside.name_missing": Text("填寫您的姓名", "Enter your name"),
        "outside.address": Text("您的電子郵件", "Your e-mail"),
        "outside.address_hint": Text("與收信的信箱不同時才填。", "Only if it is not the one to which we wrote."),
        "outside.effect": Text(
            "送出後{unit}會收到，您會收到一封回條。我們會記下姓名、時間與網路位址作為憑證。",
            "{unit} gets it at once and you get a receipt by mail. We keep your name, the time and your network address"
            " as evidence.",
        ),
        "outside.send": Text("送出答覆", "Send the answer"),
        "outside.text_missing": Text("寫下內容", "Write something first"),
        "outside.comment": Text("先表示意見，稍後再答覆", "Comment first, answer later"),
        "outside.comment_text": Text("意見", "Comment"),
        "outside.comment_hint": Text(
            "會留在案件裡，這一頁仍等您答覆。", "It stands with the case. This page still waits."
        ),
        "outside.comment_send": Text("送出意見", "Send the comment"),
        "outside.done_comment": Text("已送出意見。", "Your comment has been sent."),
        "outside.ask_question": Text("提出問題", "Ask a question"),
        "outside.ask_question_text": Text("問題", "Question"),
        "outside.ask_question_hint": Text("承辦人會寫信回覆您。", "The person in charge will write back to you."),
        "outside.ask_question_send": Text("送出問題", "Send the question"),
        "outside.done_ask_question": Text("已送出問題，承辦人會寫信回覆。", "Your question has been sent."),
        "outside.wrong_person": Text("我不是承辦人", "I am not the right person"),
        "outside.wrong_person_text": Text("該由誰辦理", "Who is"),
        "outside.wrong_person_hint": Text(
            "請寫姓名與信箱，或怎樣找到他。這個連結隨即停用。",
            "Name and e-mail, or how we find them. This link then stops working.",
        ),
        "outside.wrong_person_send": Text("告訴你們", "Tell them"),
        "outside.done_wrong_person": Text("謝謝您告訴我們。", "Thank you for telling us."),
        "outside.receipts": Text("您已送出的", "What you have sent"),
        "outside.receipt_mailed": Text("每一項都另寄了回條。", "For each of these you also got a receipt by mail."),
        "outside.answered": Text("已經收到答覆", "The answer has arrived"),
        "outside.answered_why": Text(
            "{school}{unit}已收到。要看回條，請再取一次驗證碼。",
            "{school}, {unit}, has it. To see the receipt, ask for a code.",
        ),
        "outside.thanks": Text("謝謝，已收到您的答覆", "Thank you. Your answer has arrived"),
        "outside.thanks_why": Text(
            "{unit}會接著辦理。還有需要時，會另外寄信給您。",
            "{unit} goes on from here. If anything more is needed, you get another letter.",
        ),
        "outside.expired": Text("這個連結已過期", "This link has run out"),
        "outside.expired_why": Text(
            "有效期限是 {at}。按一下，就寄一個新的到同一個信箱。",
            "It was good until {at}. One click mails a new one to the same address.",
        ),
        "outside.renew": Text("寄新的連結給我", "Mail me a new link"),
        "outside.renew_hint": Text("只會寄到原來的信箱。", "It goes to the address that we wrote to, and to no other."),
        "outside.done_renewed": Text("新的連結已寄出，請看信箱。", "A new link is on its way. Look into your mail."),
        "outside.ended": Text("這個連結不再使用", "This link is no longer in use"),
        "link_ended.replaced": Text(
            "已另寄新的連結，請用最新一封信裡的。", "A newer one was sent. Use the link in the newest letter."
        ),
        "link_ended.revoked": Text(
            "{unit}已停用它。有疑問請與他們聯絡。", "{unit} has ended it. If you wonder why, ask them."
        ),
        "link_ended.wrong_person": Text(
            "謝謝您告訴我們您不是承辦人。{unit}會改寄給合適的人。",
            "Thank you for telling us that you are not the right person. {unit} will write to whoever is.",
        ),
        "outside.over": Text("這件事已經不用答覆", "Nothing is waiting here"),
        "outside.over_why": Text(
            "可能已另有答覆，或已進入下一階段。還需要您時，{unit}會再寄信。",
            "It was answered in another way, or has gone on. If you are needed again, {unit} will write.",
        ),
        "outside.contact": Text("{school} {unit}", "{school}, {unit}"),
        "case.links": Text("寄給對方的連結（{n}）", "Links to the partner ({n})"),
        "case.link_to": Text("收件人", "To"),
        "case.link_until": Text("有效至", "Good until"),
        "link_state.written": Text("已寫好，等候寄出", "Written, not sent yet"),
        "link_state.sent": Text("已寄出", "Sent"),
        "link_state.failed": Text("寄送失敗", "Could not be delivered"),
        "link_state.asked": Text("已索取驗證碼", "Code asked for"),
        "link_state.opened": Text("已打開", "Opened"),
        "link_state.done": Text("已答覆", "Answered"),
        "link_state.wrong_person": Text("表示不是承辦人", "Not the right person"),
        "link_state.revoked": Text("已撤銷", "Revoked"),
        "link_state.replaced": Text("已由新連結取代", "Replaced by a newer one"),
        "link_state.expired": Text("已過期", "Ran out"),
        "link_state.over": Text("不再需要", "No longer needed"),
        "case.link_acts": Text("憑證：對方做了什麼", "Evidence: what was done by these links"),
        "case.link_typed": Text("所打的信箱", "Address typed"),
        "case.link_sent_to": Text("連結寄到", "Link sent to"),
        "case.link_ip": Text("網路位址", "Network address"),
    }
)
