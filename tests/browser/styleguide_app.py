"""A small Flask app that shows every part of the design with invented facts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, render_template, request
from wtforms import (
    BooleanField,
    Form,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)

from courier.domain.money import Money
from courier.texts import Locale, say
from field_app.files.sheets import sheet
from field_app.language import address_in

ROOT = Path(__file__).parents[2]
CSP = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; "
    "worker-src 'self'; require-trusted-types-for 'script'"
)


class VisitForm(Form):
    """One of each kind of control."""

    name = StringField(
        "您的姓名", [validators.InputRequired("请写上姓名。")], description="和身份证上一样。"
    )
    phone = StringField("手机号")
    village = SelectField("村", choices=[SelectChoice("1", "河湾村"), SelectChoice("2", "柳林村")])
    how = RadioField(
        "怎么付钱",
        choices=[SelectChoice("wechat", "微信支付"), SelectChoice("cash", "现金，给收据")],
        default="wechat",
    )
    note = TextAreaField("还想说什么")
    agreed = BooleanField("我同意快递员查看我家的缴费情况")


def sample() -> dict[str, Any]:
    """Invented facts, as wide as real ones."""
    chip = "已完成"
    return {
        "heading": "医保的事，在家就能办",
        "lead": "不会用手机也不要紧。村里的快递员上门，帮您算清楚、缴好费、给收据。",
        "money": Money(24_000),
        "wide": False,
        "tiles": [
            ("/chat", "问一问", "今年要交多少钱？哪些能报销？", "ask"),
            ("/visits/new", "请快递员上门", "留个地址，约个时间", "visit"),
            ("/check", "查名片真假", "扫一扫，看是不是真的快递员", "shield"),
            ("/receipts", "查收据", "输入收据上的短码", "receipt"),
        ],
        "words": {
            "figures": "要交多少钱",
            "premium": "王桂兰，68 岁",
            "own_share": "自己要交",
            "reason": "低保对象，民政补助 140 元",
            "source": "依据：《关于做好 2021 年度城乡居民医保工作的通知》，2020 年 9 月 1 日",
            "notices": "提示",
            "notice_title": "请您留意",
            "valid": "有效",
            "valid_text": "李秀英是河湾村的医保快递员，可以放心。",
            "invalid": "已停用",
            "invalid_text": "不要交钱。请打电话给乡镇医保窗口。",
            "steps": "上门到哪一步了",
            "form": "请快递员上门",
            "send": "提交",
            "back": "返回",
            "delete": "取消上门",
            "numbers": "村里的进度",
            "progress": "河湾村已参保",
            "progress_words": "78 / 120 人",
            "plot": "各村参保率",
            "people": "各村情况",
            "empty": "今天没有上门单",
            "number": "上门单号",
            "chat": "问一问",
        },
        "facts": [
            ("标准", "380元"),
            ("民政补助", "140元"),
            ("缴费时间", "2026年9月1日到12月31日"),
            ("自己交", "240元", "total"),
        ],
        "steps": [
            ("done", "已收到您的请求", "11月20日 09:12"),
            ("done", "李秀英接单了", "电话 138****0000"),
            ("now", "正在路上", "大约 20 分钟到"),
            ("todo", "上门缴费", ""),
            ("todo", "给收据", ""),
        ],
        "people": [
            ("王桂兰", "低保，自己交 240元", "good"),
            ("阿卜杜热西提·买买提", "一般居民，自己交 380元", "wait"),
        ],
        "dials": [
            ("应缴", "45,600元", "120 人", "info"),
            ("已收", "29,640元", "78 人", "good"),
            ("待处理", "380元", "1 笔重复缴费", "wait"),
            ("对不上", "0元", "票、款、人一致", "plain"),
        ],
        "bars": [
            ("河湾村", 65, "65%"),
            ("柳林村", 97, "97%", "good"),
            ("上坪村", 41, "41%", "wait"),
        ],
        "columns": [("村", ""), ("人数", "number"), ("已缴", "number"), ("状态", "")],
        "rows": [
            ("河湾村", "120", "29,640元", chip),
            ("柳林村", "86", "31,200元", chip),
        ],
        "total": ("合计", "206", "60,840元", ""),
        "messages": [
            {"from": "me", "text": "我妈今年 68，吃低保，要交多少钱？"},
            {
                "from": "them",
                "text": "您母亲自己要交 240元。\n标准是 380元，民政部门帮她交 140元。",
                "source": "依据：寿县 2021 年度通知，2020 年 9 月 1 日",
                "links": [{"href": "/visits/new", "title": "请快递员上门"}],
                "replies": [{"title": "什么时候交？", "send": "什么时候交"}],
            },
            {"from": "note", "text": "小助手只说查得到出处的话。"},
        ],
    }


def static_url(path: str) -> str:
    """The address of a file with its content's hash."""
    digest = hashlib.sha256((ROOT / "static" / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


def create_styleguide_app() -> Flask:
    """Serve ``/villager``, ``/courier`` and ``/console``, and what the scripts ask for."""
    app = Flask(
        __name__,
        template_folder=str(ROOT / "field_app" / "templates"),
        static_folder=str(ROOT / "static"),
    )
    app.secret_key = "styleguide"
    app.jinja_env.globals.update(
        may=lambda _permission: True,
        counties_to_see=list,
        static_url=static_url,
        sheet_url=lambda face: f"/sheets/{face}.css",
        csrf_token=lambda: "token",
        t=lambda key, **facts: say(key, language(), **facts),
        address_in=address_in,
    )
    app.state = SimpleNamespace(asked=0, posted_at=0, sent=[])  # type: ignore[attr-defined]
    app.context_processor(words)
    app.after_request(secured)
    app.add_url_rule("/<surface>", view_func=page)
    app.add_url_rule("/sheets/<face>.css", view_func=sent_sheet)
    add_counterparts(app, app.state)  # type: ignore[attr-defined]
    return app


def language() -> Locale:
    return Locale(request.args.get("lang", "zh_Hans"))


def words() -> dict[str, Any]:
    return {
        "locale": language(),
        "current_user_kind": "courier" if request.path == "/courier" else None,
    }


def secured(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response


def sent_sheet(face: str) -> Response:
    return Response(sheet(ROOT / "static", face).text, mimetype="text/css")


def page(surface: str) -> str:
    form = VisitForm()
    if surface == "villager":
        form.name.errors = ["请写上姓名。"]
    return render_template(
        "styleguide.html", layout=f"layout_{surface}.html", sample=sample(), form=form
    )


def add_counterparts(app: Flask, state: SimpleNamespace) -> None:
    """What the scripts talk to; ``state`` keeps what they sent."""

    @app.get("/favicon.ico")
    def no_icon() -> tuple[str, int]:
        return "", 204

    @app.get("/status")
    def status() -> dict[str, str]:
        state.asked += 1
        return {"state": "posted" if state.asked == state.posted_at else "pending"}

    @app.get("/done")
    def done() -> str:
        return "<!doctype html><title>done</title><h1>done</h1>"

    @app.post("/chat")
    def chat() -> dict[str, Any]:
        state.sent.append(dict(request.form))
        return {"messages": [{"from": "them", "text": "240元", "source": "依据：通知"}]}

    @app.post("/form")
    @app.post("/scan")
    def received() -> str:
        state.sent.append(dict(request.form))
        return done()
